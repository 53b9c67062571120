package dev.mandate.events.asyncapi;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where the brokers are and how an account signs in there. */
final class Servers {
    private static final String SCRAM = "scram";

    private Servers() {}

    static Map<String, Object> servers() {
        var servers = new LinkedHashMap<String, Object>();
        servers.put(
                "local",
                server(
                        "127.0.0.1:8092",
                        "kafka",
                        "The one-command start: SASL over the loopback interface, without TLS."));
        servers.put(
                "production",
                server(
                        "kafka.example.org:9093",
                        "kafka-secure",
                        "A cluster of your own, by the services' configuration: SASL over TLS."));
        return servers;
    }

    private static Map<String, Object> server(String host, String protocol, String description) {
        var server = new LinkedHashMap<String, Object>();
        server.put("host", host);
        server.put("protocol", protocol);
        server.put("description", description);
        server.put("security", List.of(Reference.to("components", "securitySchemes", SCRAM)));
        return server;
    }

    /** Each topic is on all of them. */
    static List<Object> references() {
        return servers().keySet().stream()
                .map(name -> (Object) Reference.to("servers", name))
                .toList();
    }

    static Map<String, Object> securitySchemes() {
        var scram = new LinkedHashMap<String, Object>();
        scram.put("type", "scramSha512");
        scram.put(
                "description",
                "One account for each service, platform and consumer, with the rights that the operations name.");
        return Map.of(SCRAM, scram);
    }
}
