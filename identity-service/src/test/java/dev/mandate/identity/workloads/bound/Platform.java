package dev.mandate.identity.workloads.bound;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.sun.net.httpserver.HttpsServer;
import dev.mandate.identity.Api;
import dev.mandate.identity.TestCertificate;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A platform that signs tokens for what runs on it, and publishes its keys by https on this machine. */
final class Platform implements AutoCloseable {
    static final String MAIN = "repo:acme/pay:ref:refs/heads/main";

    final String issuer = "https://ci-" + UUID.randomUUID() + ".example";
    private final HttpsServer server = TestCertificate.server();
    private final AtomicInteger asked = new AtomicInteger();

    /** No other's, as that of a port may be, whose keys are known from before. */
    private final String path = "/" + UUID.randomUUID();

    private volatile ECKey key = Api.key("k1-" + UUID.randomUUID());

    Platform() {
        server.createContext(path, exchange -> {
            asked.incrementAndGet();
            var body = new JWKSet(key.toPublicJWK()).toString().getBytes(UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    String keysAt() {
        return "https://localhost:" + server.getAddress().getPort() + path;
    }

    int asked() {
        return asked.get();
    }

    void rotates() {
        key = Api.key("k2-" + UUID.randomUUID());
    }

    Map<String, Object> jwks() {
        return Api.jwks(key);
    }

    /** Trusted by the first client alone, in its first hour. */
    Platform trusted(Map<String, Object> how) {
        var body = new HashMap<String, Object>(how);
        body.put("issuer", issuer);
        Api.as(Api.admin()).body(body).post("/workload-issuers").then().statusCode(200);
        return this;
    }

    /** A token as it should be, but for what a test changes. */
    String token(Consumer<JWTClaimsSet.Builder> changes) {
        return signedBy(key, changes);
    }

    String signedBy(ECKey by, Consumer<JWTClaimsSet.Builder> changes) {
        var claims = new JWTClaimsSet.Builder()
                .issuer(issuer)
                .subject(MAIN)
                .audience(Api.US)
                .jwtID(UUID.randomUUID().toString())
                .issueTime(new Date())
                .notBeforeTime(new Date())
                .expirationTime(Date.from(Instant.now().plusSeconds(300)))
                .claim("repository", "acme/pay")
                .claim("environment", "production")
                .claim("runner_labels", List.of("linux"));
        changes.accept(claims);
        return Api.sign(by, claims.build());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
