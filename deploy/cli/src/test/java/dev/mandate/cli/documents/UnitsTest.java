package dev.mandate.cli.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** What starts, probes and restarts the services (systemd, Compose, Kubernetes) knows their ports, settings and how long they drain. */
class UnitsTest {
    private static final int DRAINS_SECONDS = 30;

    @ParameterizedTest
    @ValueSource(strings = {"identity", "lifecycle", "authz", "audit", "console"})
    void kubernetes_probes_the_port_that_has_health_and_rolls_by_readiness(String service) {
        var all = StreamSupport.stream(
                        new Yaml()
                                .loadAll(Checkout.text("deploy/kubernetes/" + service + ".yaml"))
                                .spliterator(),
                        false)
                .toList();
        assertThat(all)
                .extracting(one -> at(one, "kind"))
                .containsExactly("Deployment", "Service", "PodDisruptionBudget");
        var spec = at(all.get(0), "spec");
        var pod = at(spec, "template", "spec");
        var container = at(pod, "containers", 0);
        assertThat(at(container, "ports", 0, "containerPort")).isEqualTo(port(service, "quarkus.http.port"));
        assertThat(at(container, "ports", 1, "containerPort")).isEqualTo(port(service, "quarkus.management.port"));
        assertThat(at(container, "ports", 1, "name")).isEqualTo("management");
        assertThat(at(all.get(1), "spec", "ports", 0, "port")).isEqualTo(port(service, "quarkus.http.port"));
        for (var probe : Map.of("startupProbe", "live", "livenessProbe", "live", "readinessProbe", "ready")
                .entrySet()) {
            assertThat(at(container, probe.getKey(), "httpGet", "path")).isEqualTo("/q/health/" + probe.getValue());
            assertThat(at(container, probe.getKey(), "httpGet", "port")).isEqualTo("management");
        }
        assertThat(at(spec, "strategy", "rollingUpdate", "maxUnavailable")).isEqualTo(0);
        var pause = Integer.parseInt((String) at(container, "lifecycle", "preStop", "exec", "command", 1));
        assertThat((int) at(pod, "terminationGracePeriodSeconds"))
                .as("its pause before it drains counts too")
                .isGreaterThanOrEqualTo(DRAINS_SECONDS + pause);
        assertThat(at(pod, "volumes", 0, "secret", "secretName")).isEqualTo("mandate-" + service);
        assertThat(environment(container)).allSatisfy(UnitsTest::isKnown);
        var chosen = at(all.get(0), "spec", "selector", "matchLabels");
        assertThat(at(all.get(1), "spec", "selector")).isEqualTo(chosen);
        assertThat(at(all.get(2), "spec", "selector", "matchLabels")).isEqualTo(chosen);
        assertThat(at(spec, "template", "metadata", "labels", "app.kubernetes.io/name"))
                .isEqualTo(at(chosen, "app.kubernetes.io/name"));
    }

    @Test
    void kubernetes_names_every_service_and_where_tokens_come_from() {
        var all = new Yaml().load(Checkout.text("deploy/kubernetes/kustomization.yaml"));
        assertThat(at(all, "resources"))
                .isEqualTo(List.of("identity.yaml", "lifecycle.yaml", "authz.yaml", "audit.yaml", "console.yaml"));
        assertThat(at(all, "configMapGenerator", 0, "literals", 0))
                .isEqualTo("issuer=http://identity-service:" + port("identity", "quarkus.http.port"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity", "lifecycle", "authz", "audit", "console"})
    void compose_restarts_what_ends_and_asks_whether_it_is_ready(String service) {
        var compose = new Yaml().load(Checkout.text("deploy/compose/compose.yaml"));
        var its = at(compose, "services", service.equals("console") ? service : service + "-service");
        var management = port(service, "quarkus.management.port");
        assertThat(at(its, "restart")).isEqualTo("unless-stopped");
        assertThat(at(its, "stop_grace_period")).isEqualTo(DRAINS_SECONDS + "s");
        assertThat(at(its, "ports"))
                .isEqualTo(List.of(published(port(service, "quarkus.http.port")), published(management)));
        assertThat((String) at(its, "healthcheck", "test", 3))
                .contains("/dev/tcp/127.0.0.1/" + management, "/q/health/ready");
        assertThat(at(its, "secrets", 0, "source")).isEqualTo(service);
        assertThat((String) at(compose, "secrets", service, "file")).endsWith("/" + service + ".properties");
        assertThat(((Map<?, ?>) at(its, "environment")).keySet()).allSatisfy(name -> isKnown((String) name));
    }

    @Test
    void systemd_restarts_what_ends_for_as_long_as_it_takes_and_lets_it_drain() {
        var unit = Checkout.text("deploy/systemd/mandate@.service");
        assertThat(unit)
                .contains(
                        "\nRestart=always\n",
                        "\nStartLimitIntervalSec=0\n",
                        "\nTimeoutStopSec=" + DRAINS_SECONDS + "s\n",
                        "\nLoadCredential=settings.properties:/etc/mandate/%i.properties\n",
                        "-Dmandate.risk.state-directory=");
        for (var line :
                unit.lines().filter(it -> it.startsWith("Environment=QUARKUS")).toList())
            isKnown(line.substring("Environment=".length(), line.indexOf('=', "Environment=".length())));
    }

    private static String published(int port) {
        return "127.0.0.1:" + port + ":" + port;
    }

    /** It is a setting of Quarkus, of the runtime, or one that a page of ours names. */
    private static void isKnown(String variable) {
        if (!variable.startsWith("MANDATE_")) {
            assertThat(variable).matches("(QUARKUS|POD|JAVA)_[A-Z_]+");
            return;
        }
        var key = Pattern.compile('`' + variable.toLowerCase(Locale.ROOT).replace("_", "[.-]") + '`');
        assertThat(Checkout.files("", path -> path.endsWith("README.md")))
                .as(key.pattern())
                .anyMatch(page -> key.matcher(Checkout.text(page)).find());
    }

    private static List<String> environment(Object container) {
        var names = new ArrayList<String>();
        for (var one : (List<?>) at(container, "env")) names.add((String) at(one, "name"));
        return names;
    }

    private static int port(String service, String key) {
        var settings = new Properties();
        try {
            var module = service.equals("console") ? "deploy/console" : service + "-service";
            settings.load(new StringReader(Checkout.text(module + "/src/main/resources/application.properties")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Integer.parseInt(settings.getProperty(key));
    }

    private static Object at(Object node, Object... path) {
        for (var step : path)
            node = step instanceof Integer place ? ((List<?>) node).get(place) : ((Map<?, ?>) node).get(step);
        return node;
    }
}
