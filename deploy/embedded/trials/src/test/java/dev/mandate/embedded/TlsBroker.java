package dev.mandate.embedded;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A broker as in production: clients come by TLS, with a certificate of an authority of their own, and sign in by SCRAM. */
final class TlsBroker implements AutoCloseable {
    private final EmbeddedBroker broker;
    private final TlsKeys keys;
    private final Credentials credentials;

    TlsBroker(Path directory, Credentials credentials) {
        this.credentials = credentials;
        keys = TlsKeys.madeIn(directory);
        var differences = new HashMap<>(keys.broker());
        differences.put("listener.security.protocol.map", "CLIENT:SASL_SSL,CONTROLLER:SASL_PLAINTEXT");
        broker = EmbeddedBroker.start(directory.resolve("broker"), Loopback.freePort(), credentials, differences);
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    Map<String, Object> client(String account, String password) {
        var config = new HashMap<>(Sasl.client(broker.bootstrapServers(), account, password));
        config.putAll(keys.client());
        return config;
    }

    Map<String, Object> administrator() {
        return client(Credentials.ADMIN, credentials.password(Credentials.ADMIN));
    }

    @Override
    public void close() {
        broker.close();
    }
}
