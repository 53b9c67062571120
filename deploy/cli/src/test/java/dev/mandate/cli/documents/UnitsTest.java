package dev.mandate.cli.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.cli.running.Service;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yaml.snakeyaml.Yaml;

/** What starts, probes and restarts the services (systemd, Compose, Kubernetes) knows their ports, settings and how long they drain. */
class UnitsTest {
    private static final int DRAINS_SECONDS = 30;

    @ParameterizedTest
    @EnumSource
    void kubernetes_probes_the_port_that_has_health_and_rolls_by_readiness(Service service) {
        var all = StreamSupport.stream(
                        new Yaml()
                                .loadAll(Checkout.text("deploy/kubernetes/" + service.account() + ".yaml"))
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
        assertThat(at(container, "image")).isEqualTo("mandate/" + service.title());
        assertThat(at(container, "securityContext", "readOnlyRootFilesystem")).isEqualTo(true);
        var pause = Integer.parseInt((String) at(container, "lifecycle", "preStop", "exec", "command", 1));
        assertThat((int) at(pod, "terminationGracePeriodSeconds"))
                .as("its pause before it drains counts too")
                .isGreaterThanOrEqualTo(DRAINS_SECONDS + pause);
        assertThat(at(pod, "volumes", 0, "secret", "secretName")).isEqualTo("mandate-" + service.account());
        assertThat(environment(container)).allSatisfy(UnitsTest::isKnown);
        var chosen = at(all.get(0), "spec", "selector", "matchLabels");
        assertThat(at(all.get(1), "spec", "selector")).isEqualTo(chosen);
        assertThat(at(all.get(2), "spec", "selector", "matchLabels")).isEqualTo(chosen);
        assertThat(at(spec, "template", "metadata", "labels", "app.kubernetes.io/name"))
                .isEqualTo(at(chosen, "app.kubernetes.io/name"));
    }

    @Test
    void kubernetes_names_every_service_but_the_gateway_and_where_tokens_come_from() {
        var all = new Yaml().load(Checkout.text("deploy/kubernetes/kustomization.yaml"));
        assertThat(at(all, "resources"))
                .isEqualTo(Arrays.stream(Service.values())
                        .filter(service -> service != Service.GATEWAY)
                        .map(service -> service.account() + ".yaml")
                        .toList());
        assertThat(at(all, "configMapGenerator", 0, "literals", 0))
                .isEqualTo("issuer=http://identity-service:" + port(Service.IDENTITY, "quarkus.http.port"));
    }

    @ParameterizedTest
    @EnumSource
    void compose_restarts_what_ends_and_asks_whether_it_is_ready(Service service) {
        var compose = new Yaml().load(Checkout.text("deploy/compose/compose.yaml"));
        var its = at(compose, "services", service.title());
        var management = port(service, "quarkus.management.port");
        assertThat(at(its, "restart")).isEqualTo("unless-stopped");
        assertThat(at(its, "stop_grace_period")).isEqualTo(DRAINS_SECONDS + "s");
        assertThat(at(its, "ports"))
                .isEqualTo(List.of(published(port(service, "quarkus.http.port")), published(management)));
        assertThat((String) at(its, "healthcheck", "test", 3))
                .contains("/dev/tcp/127.0.0.1/" + management, "/q/health/ready");
        assertThat((String) at(its, "image")).contains("/" + service.title() + ":");
        assertThat(at(its, "read_only")).isEqualTo(true);
        assertThat(at(its, "secrets", 0, "source")).isEqualTo(service.account());
        assertThat((String) at(compose, "secrets", service.account(), "file"))
                .endsWith("/" + service.account() + ".properties");
        assertThat(((Map<?, ?>) at(its, "environment")).keySet()).allSatisfy(name -> isKnown((String) name));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "GATEWAY")
    void a_second_replica_is_the_first_again_under_its_name_and_on_ports_that_nobody_has_to_choose(Service service) {
        var services = at(new Yaml().load(Checkout.text("deploy/compose/compose.yaml")), "services");
        var first = new HashMap<>((Map<?, ?>) at(services, service.title()));
        var second = new HashMap<>((Map<?, ?>) at(services, service.title() + "-second"));
        assertThat(second.remove("profiles")).isEqualTo(List.of("second"));
        assertThat(at(second.remove("networks"), "default", "aliases")).isEqualTo(List.of(service.title()));
        assertThat(second.remove("ports"))
                .isEqualTo(List.of(
                        "127.0.0.1::" + port(service, "quarkus.http.port"),
                        "127.0.0.1::" + port(service, "quarkus.management.port")));
        first.remove("ports");
        assertThat(second).isEqualTo(first);
        assertThat(Checkout.text("deploy/README.md")).contains("--profile second up -d");
    }

    /** Replicas that advertise one address are one to Kafka Streams, which then finds nobody for some sessions. */
    @Test
    void each_replica_of_the_risk_job_advertises_an_address_of_its_own() {
        var port = port(Service.AUDIT, "quarkus.http.port");
        var compose = at(
                new Yaml().load(Checkout.text("deploy/compose/compose.yaml")),
                "services",
                "audit-service",
                "environment",
                "MANDATE_RISK_ADVERTISED");
        assertThat(List.of("3f2a", "9c41"))
                .as("Compose leaves a single dollar, and the service reads its container's name")
                .allSatisfy(container ->
                        assertThat(expanded((String) compose, container)).isEqualTo(container + ":" + port));
        var kubernetes = new Yaml()
                .loadAll(Checkout.text("deploy/kubernetes/audit.yaml"))
                .iterator()
                .next();
        var environment = (List<?>) at(kubernetes, "spec", "template", "spec", "containers", 0, "env");
        assertThat(environment)
                .anySatisfy(one -> {
                    assertThat(at(one, "name")).isEqualTo("POD_ADDRESS");
                    assertThat(at(one, "valueFrom", "fieldRef", "fieldPath")).isEqualTo("status.podIP");
                })
                .anySatisfy(one -> {
                    assertThat(at(one, "name")).isEqualTo("MANDATE_RISK_ADVERTISED");
                    assertThat(at(one, "value")).isEqualTo("$(POD_ADDRESS):" + port);
                });
    }

    @ParameterizedTest
    @EnumSource(names = {"AUTHZ", "GATEWAY"})
    void what_is_decided_is_on_a_volume_that_outlives_its_container_and_whoever_runs_it_may_write_to(Service service) {
        var compose = new Yaml().load(Checkout.text("deploy/compose/compose.yaml"));
        var its = at(compose, "services", service.title());
        var volume = service.account() + "-decisions";
        var directory = (String) at(its, "environment", "MANDATE_DECISIONS_JOURNAL_DIRECTORY");
        var mounted = ((List<?>) at(its, "volumes"))
                .stream()
                        .filter(one -> volume.equals(at(one, "source")))
                        .findFirst()
                        .orElseThrow();
        assertThat(at(mounted, "type")).isEqualTo("volume");
        assertThat(directory).startsWith(at(mounted, "target") + "/");
        assertThat(at(compose, "volumes", volume)).isNotNull();
        assertThat(Checkout.text("deploy/images/Dockerfile"))
                .as("a new volume is as the image has it, and containers run as the user who has the settings")
                .contains("\nRUN install -d -m 1777 " + at(mounted, "target") + "\n");
    }

    @Test
    void systemd_restarts_what_ends_for_as_long_as_it_takes_and_lets_it_drain() {
        var unit = Checkout.text("deploy/systemd/mandate@.service");
        assertThat(unit)
                .contains(
                        "\nRestart=always\n",
                        "\nStartLimitIntervalSec=0\n",
                        "\nTimeoutStopSec=" + DRAINS_SECONDS + "s\n",
                        "\nKillMode=mixed\n",
                        "\nLoadCredential=settings.properties:/etc/mandate/%i.properties\n",
                        "-Dmandate.risk.state-directory=",
                        "-Dmandate.decisions.journal-directory=");
        for (var line :
                unit.lines().filter(it -> it.startsWith("Environment=QUARKUS")).toList())
            isKnown(line.substring("Environment=".length(), line.indexOf('=', "Environment=".length())));
    }

    @Test
    void the_gateway_runs_where_it_is_asked_for_and_its_files_are_where_the_page_says() {
        var folder = "/etc/mandate";
        var page = Checkout.text("deploy/README.md");
        assertThat(page)
                .contains(
                        "mandate.mcp.servers=" + folder + "/servers.json",
                        "cp -r " + Service.GATEWAY.module() + "/target/quarkus-app /opt/mandate/gateway-service",
                        "mandate/gateway " + Service.GATEWAY.module() + "/target/quarkus-app",
                        "MANDATE_SETTINGS=$PWD/settings MANDATE_USER=$(id -u):$(id -g) docker compose -f deploy/compose/compose.yaml"
                                + " --profile gateway",
                        "kustomize edit add resource gateway.yaml");
        var compose = at(new Yaml().load(Checkout.text("deploy/compose/compose.yaml")), "services", "gateway");
        assertThat(at(compose, "profiles")).isEqualTo(List.of("gateway"));
        assertThat(at(compose, "volumes", 0, "target")).isEqualTo(folder);
        assertThat(at(compose, "volumes", 0, "read_only")).isEqualTo(true);
        assertThat(Checkout.text("deploy/systemd/mandate@gateway.service.d/files.conf"))
                .contains("\nSupplementaryGroups=mandate-gateway\n");
        assertThat(page).contains("install -m 640 -g mandate-gateway settings/gateway/* " + folder + "/");
    }

    /** What a service in that container reads, whose name Docker puts into its environment. */
    private static String expanded(String inCompose, String container) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(
                        Map.of("HOSTNAME", container, "mandate.risk.advertised", inCompose.replace("$$", "$")),
                        "its environment",
                        300))
                .build()
                .getValue("mandate.risk.advertised", String.class);
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
        assertThat(Checkout.files("", path -> path.endsWith(".md")))
                .as(key.pattern())
                .anyMatch(page -> key.matcher(Checkout.text(page)).find());
    }

    private static List<String> environment(Object container) {
        var names = new ArrayList<String>();
        for (var one : (List<?>) at(container, "env")) names.add((String) at(one, "name"));
        return names;
    }

    private static int port(Service service, String key) {
        var settings = new Properties();
        try {
            settings.load(
                    new StringReader(Checkout.text(service.module() + "/src/main/resources/application.properties")));
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
