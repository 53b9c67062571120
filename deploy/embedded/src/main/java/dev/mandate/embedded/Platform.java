package dev.mandate.embedded;

import java.util.Map;

/** A running broker and database with everything of the catalogue in place, as tests see them. */
public interface Platform {
    /**
     * The one of this JVM, started by the first call and stopped when the JVM ends. The system property {@code platform}
     * chooses: {@code embedded} (default) or {@code containers}, which needs a Docker engine.
     */
    static Platform shared() {
        return SharedPlatform.get();
    }

    /** One beside it, for what another organisation runs; it is stopped when the JVM ends. */
    static Platform another() {
        return SharedPlatform.start().running();
    }

    String bootstrapServers();

    /**
     * What a Kafka client needs to sign in: {@code bootstrap.servers}, {@code security.protocol}, {@code sasl.*}.
     *
     * @param account a user name of {@link dev.mandate.events.topics.Account}
     * @throws IllegalArgumentException if there is none of this name
     */
    Map<String, Object> kafkaClientConfig(String account);

    /** Without user and password. */
    String jdbcUrl();

    /** The same for the Vert.x client. */
    String reactiveUrl();

    /**
     * What one of them signs in with.
     *
     * @param name an account of the broker, or {@code db.<role>}
     */
    String password(String name);

    /** A new client with all rights at the broker; the caller closes it. */
    BrokerAdmin admin();
}
