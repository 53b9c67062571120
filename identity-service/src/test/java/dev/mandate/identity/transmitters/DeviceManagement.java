package dev.mandate.identity.transmitters;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpsServer;
import dev.mandate.identity.Api;
import dev.mandate.identity.TestCertificate;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.util.Date;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** A management of devices that publishes its key by https on this machine and pushes signals, as CAEP's interoperability profile has it. */
final class DeviceManagement implements AutoCloseable {
    static final String CAEP = "https://schemas.openid.net/secevent/caep/event-type/";

    /** Of those that are closed: one takes a second of a processor to make, and no two at once have the same. */
    private static final Deque<RSAKey> SPARE = new ConcurrentLinkedDeque<>();

    private static final RSAKey ANOTHER = key();

    final String issuer;
    private final RSAKey key = Objects.requireNonNullElseGet(SPARE.poll(), DeviceManagement::key);
    private final AtomicInteger asked = new AtomicInteger();

    /** No other's, as that of a port may be, whose keys are known from before. */
    private final String path = "/" + UUID.randomUUID();

    private final HttpsServer server = TestCertificate.server();

    DeviceManagement() {
        this("https://" + UUID.randomUUID() + ".mdm.example");
    }

    /** Of a provider that tells of its own sign-ins. */
    DeviceManagement(String issuer) {
        this.issuer = issuer;
        server.createContext(path, exchange -> {
            asked.incrementAndGet();
            var body = new JWKSet(key).toString(true).getBytes(UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    /** Where it publishes its keys. */
    String keysUri() {
        return "https://localhost:" + server.getAddress().getPort() + path;
    }

    /** How often its keys were asked for. */
    int asked() {
        return asked.get();
    }

    /** Heard of people at this domain. */
    ValidatableResponse trusted(String token, String... events) {
        return registered(token, Map.of(), events);
    }

    /** Which doesn't push them. */
    ValidatableResponse trustedAt(String token, Map<String, Object> poll, String... events) {
        return registered(token, Map.of("poll", poll), events);
    }

    private ValidatableResponse registered(String token, Map<String, Object> besides, String... events) {
        var body = new HashMap<>(besides);
        body.putAll(Map.of(
                "issuer", issuer, "jwksUri", keysUri(), "events", List.of(events), "domains", List.of("corp.example")));
        return Api.as(token).body(body).post("/transmitters").then();
    }

    DeviceManagement trustedFor(String... events) {
        trusted(Api.admin(), events).statusCode(200);
        return this;
    }

    static Map<String, Object> email(String address) {
        return Map.of("format", "email", "email", address);
    }

    ValidatableResponse tells(String event, Map<String, Object> subject, Map<String, Object> content) {
        return push(signed(it -> it, event, subject, content, key));
    }

    ValidatableResponse tells(
            UnaryOperator<JWTClaimsSet.Builder> otherwise, String event, Map<String, Object> subject) {
        return push(signed(otherwise, event, subject, Map.of(), key));
    }

    String signed(String event, Map<String, Object> subject) {
        return signed(it -> it, event, subject, Map.of(), key);
    }

    String signedByAnother(String event, Map<String, Object> subject) {
        return signed(it -> it, event, subject, Map.of(), ANOTHER);
    }

    private String signed(
            UnaryOperator<JWTClaimsSet.Builder> otherwise,
            String event,
            Map<String, Object> subject,
            Map<String, Object> content,
            RSAKey by) {
        var claims = new JWTClaimsSet.Builder()
                .issuer(issuer)
                .audience(Api.US)
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(Instant.now()))
                .claim("sub_id", subject)
                .claim("events", Map.of(event.startsWith("https:") ? event : CAEP + event, new HashMap<>(content)));
        return signed(otherwise.apply(claims).build(), "secevent+jwt", by);
    }

    String signed(JWTClaimsSet claims, String type) {
        return signed(claims, type, key);
    }

    private static String signed(JWTClaimsSet claims, String type, RSAKey by) {
        try {
            var token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .type(new JOSEObjectType(type))
                            .keyID(by.getKeyID())
                            .build(),
                    claims);
            token.sign(new RSASSASigner(by));
            return token.serialize();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    static ValidatableResponse push(String token) {
        return given().contentType("application/secevent+jwt")
                .body(token.getBytes(UTF_8))
                .post("/ssf/events")
                .then();
    }

    private static RSAKey key() {
        try {
            return new RSAKeyGenerator(2048).keyID("mdm").generate();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        SPARE.add(key);
    }
}
