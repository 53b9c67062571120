package dev.mandate.identity;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What the launcher would generate, and where it would say that pages are. */
public final class TestSecrets implements QuarkusTestResourceLifecycleManager {
    public static final String ADMIN = "0123456789abcdef0123456789abcdef-test-only";
    public static final String CONSOLE = "fedcba9876543210fedcba9876543210-test-only";

    @Override
    public Map<String, String> start() {
        var all = new HashMap<>(Map.of(
                "mandate.bootstrap-admin-secret",
                ADMIN,
                "mandate.key-encryption-file",
                keyEncryption().toString(),
                "mandate.browser-url",
                TestBrowser.SITE,
                // Tests change keys behind the service's back, and what is looked for is what it then does.
                "mandate.key-check-every",
                "1s",
                "mandate.outbox.mark-idle",
                "1s",
                "mandate.console.url",
                "http://127.0.0.1:8086",
                "mandate.console.client-secret",
                CONSOLE));
        // Whoever publishes what it is does so on this machine here.
        all.put("mandate.client-documents", "OPEN");
        all.put("mandate.client-documents-on-loopback", "true");
        all.put("quarkus.tls.client-documents.trust-store.p12.path", TestCertificate.FILE.toString());
        all.put("quarkus.tls.client-documents.trust-store.p12.password", TestCertificate.PASSWORD);
        all.put("mandate.registration.policy", "REVIEW");
        all.put("mandate.registration.hosts", "127.0.0.1,known.example,cursor://anysphere.cursor-mcp");
        all.put("mandate.registration.publishers.\"https://publisher.example\"", Publishers.JWKS);
        all.put("mandate.registration.most-of-address", "40");
        // What a guess costs is Argon2HashTest's; a quarter of all that these tests computed was this.
        all.put("mandate.password-memory-kib", "64");
        // Not what it is by default, so that what it bounds is seen to keep to it.
        all.put("mandate.sign-in-lifetime", "PT11H");
        // And so do providers elsewhere.
        all.put("mandate.federation.on-loopback", "true");
        all.put("quarkus.tls.federation.trust-store.p12.path", TestCertificate.FILE.toString());
        all.put("quarkus.tls.federation.trust-store.p12.password", TestCertificate.PASSWORD);
        // So do clients with theirs.
        all.put("mandate.client-keys.on-loopback", "true");
        all.put("quarkus.tls.client-keys.trust-store.p12.path", TestCertificate.FILE.toString());
        all.put("quarkus.tls.client-keys.trust-store.p12.password", TestCertificate.PASSWORD);
        // So do platforms with their keys.
        all.put("mandate.workload-issuers.on-loopback", "true");
        all.put("quarkus.tls.workload-issuers.trust-store.p12.path", TestCertificate.FILE.toString());
        all.put("quarkus.tls.workload-issuers.trust-store.p12.password", TestCertificate.PASSWORD);
        // Receivers of signals are here too, and few signals are many.
        all.put("mandate.signals.on-loopback", "true");
        all.put("mandate.transmitters.on-loopback", "true");
        all.put("mandate.transmitters.poll-every", "1s");
        for (var who : List.of("signals", "transmitters")) {
            all.put("quarkus.tls." + who + ".trust-store.p12.path", TestCertificate.FILE.toString());
            all.put("quarkus.tls." + who + ".trust-store.p12.password", TestCertificate.PASSWORD);
        }
        all.put("mandate.signals.most-waiting", "40");
        all.put("mandate.signals.sweep-every", "1s");
        all.put("mandate.held-back-sign-ins-told-every", "1s");
        all.put("mandate.ownerless-client-sweep-every", "1s");
        // Nobody marks here that lifecycle-service has told all; RoleStrengthIT holds these roles.
        all.put("mandate.role-strength.of.it-treasurer", "MFA");
        all.put("mandate.role-strength.of.it-misspelt", "MFA");
        all.put("mandate.role-strength.known-within", "P36525D");
        // Whoever asks here is a proxy, as far as he says for whom.
        all.put("quarkus.http.proxy.proxy-address-forwarding", "true");
        all.put("quarkus.http.proxy.trusted-proxies", "127.0.0.1");
        // Where nobody answers unless a test has somebody stand there.
        all.put("mandate.authz.urls", "http://127.0.0.1:" + freePort());
        return all;
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path keyEncryption() {
        try {
            var file = Files.createTempFile("mandate-key-encryption", null);
            file.toFile().deleteOnExit();
            return Files.writeString(file, UUID.randomUUID() + "-" + UUID.randomUUID());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {}
}
