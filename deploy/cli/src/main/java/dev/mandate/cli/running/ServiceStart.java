package dev.mandate.cli.running;

import dev.mandate.embedded.Loopback;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How a service of a checkout is started: its JVM, where it listens, and what it is told beside its way to broker and database. */
record ServiceStart(Layout layout, Ports ports) {
    private static final List<String> SERVICE_JVM = List.of(
            "-Xms32m",
            "-Xmx224m",
            "-Xss512k",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:MaxMetaspaceSize=160m",
            "-XX:ReservedCodeCacheSize=64m",
            "-XX:MaxDirectMemorySize=64m");

    /** The JDK looks up names of classes in a table that is too small for a service: with this one a start takes a seventh less of processor time, and 4 MiB. */
    private static final List<String> QUICK_START =
            List.of("-XX:+UnlockExperimentalVMOptions", "-XX:SymbolTableSize=524288");

    /** It keeps nothing, and few people look at a page at once: half of a service's. */
    private static final List<String> CONSOLE_JVM = List.of(
            "-Xms16m",
            "-Xmx96m",
            "-Xss512k",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:MaxMetaspaceSize=96m",
            "-XX:ReservedCodeCacheSize=32m",
            "-XX:MaxDirectMemorySize=32m");

    /** By default clients ask within seconds who leads what by now, since a broker may be gone. Here is one, and leads everything: Kafka's own five minutes. */
    private static final String LEADERS_ASKED_MILLIS = "300000";

    static List<String> command(Path java, Service service, Path jar) {
        var command = new ArrayList<String>();
        command.add(java.toString());
        command.addAll(service == Service.CONSOLE ? CONSOLE_JVM : SERVICE_JVM);
        command.addAll(QUICK_START);
        // There is one process of each service: started again, it is the same member of its consumer groups and reads
        // on at once, where another one would wait until the session of the first has run out.
        if (service.hasBrokerAccount())
            for (var consumers : List.of("mp.messaging.connector.smallrye-kafka", "kafka-streams"))
                command.add("-D" + consumers + ".group.instance.id=" + service.account());
        command.addAll(List.of("-Djava.util.logging.manager=org.jboss.logmanager.LogManager", "-jar", jar.toString()));
        return command;
    }

    Map<String, String> settings(Service service, Secrets secrets) {
        var settings = new HashMap<String, String>();
        settings.put("quarkus.http.host", Loopback.ADDRESS);
        settings.put("quarkus.http.port", Integer.toString(ports.service(service)));
        settings.put("quarkus.management.host", Loopback.ADDRESS);
        settings.put("quarkus.management.port", Integer.toString(ports.management(service)));
        settings.put("quarkus.banner.enabled", "false");
        settings.put("mandate.issuer", ports.url(Service.IDENTITY));
        settings.put("kafka.metadata.max.age.ms", LEADERS_ASKED_MILLIS);
        settings.put("mandate.origins", ports.url(service) + ",http://localhost:" + ports.service(service));
        if (service == Service.GATEWAY) {
            var files = layout.serverFiles();
            if (!files.isEmpty())
                settings.put(
                        "mandate.mcp.servers",
                        files.stream().map(ServiceStart::inList).collect(Collectors.joining(",")));
            layout.notedProviders().ifPresent(file -> settings.put("mandate.models.providers", file.toString()));
            // Keys, passwords and what waits on disk: empty for MCP servers that are child processes.
            settings.put("mandate.mcp.hidden", inList(layout.data()));
            settings.put("mandate.mcp.public-url", ports.url(Service.GATEWAY));
            settings.put("mandate.mcp.console-url", ports.url(Service.CONSOLE));
        }
        if (service == Service.AUTHZ || service == Service.GATEWAY) {
            settings.put("mandate.receipts.secret", secrets.receiptsSecret());
            settings.put(
                    "mandate.decisions.journal-directory",
                    layout.data().resolve(service.account() + "-decisions").toString());
        }
        if (service == Service.AUTHZ) settings.put("mandate.approvals.address", ports.url(Service.LIFECYCLE));
        if (service == Service.AUDIT) {
            settings.put("kafka-streams.metadata.max.age.ms", LEADERS_ASKED_MILLIS);
            settings.put("kafka-streams.producer.metadata.max.age.ms", LEADERS_ASKED_MILLIS);
            settings.put("mandate.recordings.key", secrets.recordingsKey());
            settings.put("mandate.trail.key", secrets.trailKey());
            settings.put(
                    "mandate.risk.state-directory",
                    layout.data().resolve("risk-state").toString());
        }
        if (service == Service.LIFECYCLE) settings.put("mandate.console.url", ports.url(Service.CONSOLE));
        if (service == Service.IDENTITY) {
            settings.put("mandate.bootstrap-admin-secret", secrets.adminSecret());
            settings.put("mandate.browser-url", ports.pagesUrl());
            settings.put("mandate.key-encryption-secret", secrets.keyEncryptionSecret());
            settings.put("mandate.gateway-url", ports.url(Service.GATEWAY));
            settings.put("mandate.authz.urls", ports.url(Service.AUTHZ));
            settings.put("mandate.console.url", ports.url(Service.CONSOLE));
            settings.put("mandate.console.client-secret", secrets.consoleSecret());
            // Nobody but programs of this machine reaches it. Those that come back to it register themselves, as MCP
            // clients do.
            if (System.getenv("MANDATE_REGISTRATION_POLICY") == null) {
                settings.put("mandate.registration.policy", "KNOWN");
                settings.put("mandate.registration.hosts", "127.0.0.1,[::1],localhost");
            }
        }
        if (service == Service.CONSOLE) {
            settings.put("mandate.browser-url", ports.pagesUrl());
            settings.put("mandate.console.client-secret", secrets.consoleSecret());
            for (var api : Service.withDatabase())
                settings.put("mandate.console." + api.account() + "-url", ports.url(api));
        }
        return settings;
    }

    /** An element of a setting that is a list, in which a comma is no end of it. */
    private static String inList(Path place) {
        return place.toString().replace("\\", "\\\\").replace(",", "\\,");
    }
}
