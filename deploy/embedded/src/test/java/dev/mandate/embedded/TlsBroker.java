package dev.mandate.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A broker as in production: clients come by TLS, with a certificate of an authority of their own, and sign in by SCRAM. */
final class TlsBroker implements AutoCloseable {
    private static final String PASSWORD = "changeit";

    private final EmbeddedBroker broker;
    private final Path keys;
    private final Credentials credentials;

    TlsBroker(Path directory, Credentials credentials) throws Exception {
        this.credentials = credentials;
        keys = directory.resolve("broker.p12");
        var keytool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "broker",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=broker",
                        "-ext",
                        "san=ip:" + Loopback.ADDRESS,
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        keys.toString()))
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        broker = EmbeddedBroker.start(
                directory.resolve("broker"),
                Loopback.freePort(),
                credentials,
                Map.of(
                        "listener.security.protocol.map",
                        "CLIENT:SASL_SSL,CONTROLLER:SASL_PLAINTEXT",
                        "ssl.keystore.location",
                        keys.toString(),
                        "ssl.keystore.password",
                        PASSWORD,
                        "ssl.keystore.type",
                        "PKCS12",
                        "ssl.truststore.location",
                        keys.toString(),
                        "ssl.truststore.password",
                        PASSWORD,
                        "ssl.truststore.type",
                        "PKCS12"));
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    Map<String, Object> client(String account, String password) {
        var config = new HashMap<>(Sasl.client(broker.bootstrapServers(), account, password));
        config.put("security.protocol", "SASL_SSL");
        config.put("ssl.truststore.location", keys.toString());
        config.put("ssl.truststore.password", PASSWORD);
        config.put("ssl.truststore.type", "PKCS12");
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
