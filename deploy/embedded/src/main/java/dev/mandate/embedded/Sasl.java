package dev.mandate.embedded;

import java.util.Map;
import org.apache.kafka.common.security.plain.PlainLoginModule;
import org.apache.kafka.common.security.scram.ScramLoginModule;

/** How a client signs in to the broker: SCRAM-SHA-512 without TLS, which is for the loopback interface only. */
public final class Sasl {
    static final String PROTOCOL = "SASL_PLAINTEXT";
    static final String MECHANISM = "SCRAM-SHA-512";

    private Sasl() {}

    public static Map<String, Object> client(String bootstrapServers, String account, String password) {
        return Map.of(
                "bootstrap.servers", bootstrapServers,
                "security.protocol", PROTOCOL,
                "sasl.mechanism", MECHANISM,
                "sasl.jaas.config", scram(account, password));
    }

    static String scram(String account, String password) {
        return "%s required username=\"%s\" password=\"%s\";"
                .formatted(ScramLoginModule.class.getName(), account, password);
    }

    /** Both sides of the controller listener: who signs in, and the one user who may. */
    static String plainForOne(String account, String password) {
        return "%s required username=\"%s\" password=\"%s\" user_%s=\"%s\";"
                .formatted(PlainLoginModule.class.getName(), account, password, account, password);
    }
}
