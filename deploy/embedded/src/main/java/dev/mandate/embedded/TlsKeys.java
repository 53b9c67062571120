package dev.mandate.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A key on the loopback interface with its certificate, made by the JDK's keytool: {@code broker.p12} for brokers, and
 * {@code broker.pem}, the certificate alone, for whoever connects to them; likewise for a client that is known by its own.
 */
final class TlsKeys {
    private final Path key;
    private final Path certificate;
    private final String password;

    private TlsKeys(Path key, Path certificate, String password) {
        this.key = key;
        this.certificate = certificate;
        this.password = password;
    }

    static TlsKeys madeIn(Path directory) {
        return madeIn(directory, "broker");
    }

    /** @param name whose key it is: the certificate's common name, and that of both files */
    static TlsKeys madeIn(Path directory, String name) {
        var keys = new TlsKeys(
                directory.resolve(name + ".p12"), directory.resolve(name + ".pem"), Credentials.newPassword());
        try {
            Files.createDirectories(directory);
            keys.keytool(List.of(
                    "-genkeypair",
                    "-keyalg",
                    "EC",
                    "-dname",
                    "CN=" + name,
                    "-ext",
                    "san=ip:" + Loopback.ADDRESS,
                    "-storetype",
                    "PKCS12"));
            keys.keytool(List.of("-exportcert", "-rfc", "-file", keys.certificate.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException("no keytool beside this JDK's java", e);
        }
        return keys;
    }

    /** Of a broker, which is also a client of the others. */
    Map<String, String> broker() {
        return Map.of(
                "ssl.keystore.location",
                key.toString(),
                "ssl.keystore.password",
                password,
                "ssl.keystore.type",
                "PKCS12",
                "ssl.truststore.location",
                certificate.toString(),
                "ssl.truststore.type",
                "PEM");
    }

    /** Of whoever has this key and trusts those of others. */
    Map<String, String> trusting(TlsKeys others) {
        var config = new HashMap<>(broker());
        config.put("ssl.truststore.location", others.certificate.toString());
        return config;
    }

    String certificate() {
        try {
            return Files.readString(certificate);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of a client that signs in by SASL. */
    Map<String, String> client() {
        return Map.of(
                "security.protocol", "SASL_SSL",
                "ssl.truststore.location", certificate.toString(),
                "ssl.truststore.type", "PEM");
    }

    /** The password goes by the environment, which unlike arguments doesn't show in the process list. */
    private void keytool(List<String> command) throws IOException {
        var all = new ArrayList<String>();
        all.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        all.addAll(command);
        all.addAll(List.of("-alias", "broker", "-keystore", key.toString(), "-storepass:env", "STORE_PASSWORD"));
        var builder = new ProcessBuilder(all).redirectErrorStream(true);
        builder.environment().put("STORE_PASSWORD", password);
        var process = builder.start();
        var said = new String(process.getInputStream().readAllBytes(), Charset.defaultCharset());
        try {
            if (process.waitFor() != 0) throw new IllegalStateException("keytool: " + said);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
