package dev.mandate.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A broker as in production: clients come by TLS, with a certificate of an authority of their own, and sign in by SCRAM; or, by another
 * listener, with a certificate each, and are whom it names.
 */
final class TlsBroker implements AutoCloseable {
    private final EmbeddedBroker broker;
    private final TlsKeys keys;
    private final Map<String, TlsKeys> certified = new TreeMap<>();
    private final int certifiedPort = Loopback.freePort();
    private final Credentials credentials;

    /** @param certified accounts that have a certificate */
    TlsBroker(Path directory, Credentials credentials, String... certified) {
        this.credentials = credentials;
        keys = TlsKeys.madeIn(directory);
        for (var account : certified) this.certified.put(account, TlsKeys.madeIn(directory, account));
        var port = Loopback.freePort();
        var differences = new HashMap<>(keys.broker());
        listeners(differences, port, Loopback.freePort());
        differences.put("listener.name.certified.ssl.client.auth", "required");
        differences.put(
                "listener.name.certified.ssl.truststore.location",
                trusted(directory.resolve("clients.pem")).toString());
        differences.put("listener.name.certified.ssl.truststore.type", "PEM");
        broker = EmbeddedBroker.start(directory.resolve("broker"), port, credentials, differences);
    }

    private void listeners(Map<String, String> differences, int port, int controllerPort) {
        var client = "CLIENT://" + Loopback.ADDRESS + ":" + port;
        var both = client + ",CERTIFIED://" + Loopback.ADDRESS + ":" + certifiedPort;
        differences.put("listeners", both + ",CONTROLLER://" + Loopback.ADDRESS + ":" + controllerPort);
        differences.put("advertised.listeners", both);
        differences.put("controller.quorum.voters", "1@" + Loopback.ADDRESS + ":" + controllerPort);
        differences.put("listener.security.protocol.map", "CLIENT:SASL_SSL,CERTIFIED:SSL,CONTROLLER:SASL_PLAINTEXT");
    }

    private Path trusted(Path file) {
        try {
            return Files.writeString(
                    file, certified.values().stream().map(TlsKeys::certificate).collect(Collectors.joining()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    Map<String, Object> client(String account, String password) {
        var config = new HashMap<>(Sasl.client(broker.bootstrapServers(), account, password));
        config.putAll(keys.client());
        return config;
    }

    /** Who signs in by the certificate of this account, without a password. */
    Map<String, Object> certified(String account) {
        var config = nobody();
        config.putAll(certified.get(account).trusting(keys));
        return config;
    }

    /** Who comes where certificates are asked for, and has none. */
    Map<String, Object> nobody() {
        var config = new HashMap<String, Object>(keys.client());
        config.put("bootstrap.servers", Loopback.ADDRESS + ":" + certifiedPort);
        config.put("security.protocol", "SSL");
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
