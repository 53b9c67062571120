package dev.mandate.lifecycle;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.mandate.embedded.Platform;
import dev.mandate.events.administration.Actor.Acting;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.Envelope;
import dev.mandate.events.identity.KeyState;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Stands in for identity-service: publishes a key and signs access tokens with it. */
public final class Tokens {
    private static final ECKey KEY = publish();

    private Tokens() {}

    public static String with(String... scopes) {
        return of("admin", "admin", scopes);
    }

    /** Of whom, by which client. */
    public static String of(String subject, String client, String... scopes) {
        return signed(claims(subject, client, scopes));
    }

    /** Of a client in its own right. */
    public static String client(String id, String... scopes) {
        return signed(claims(id, id, scopes));
    }

    /**
     * A person's own, or one by which agents act for him.
     *
     * @param acr how he signed in; null where nothing says so
     * @param acting the present actor first
     */
    public static String person(String identity, @Nullable String acr, List<Acting> acting, String... scopes) {
        var claims = claims(identity, "console", scopes);
        if (acr != null) claims.claim("acr", acr);
        if (!acting.isEmpty()) claims.claim("act", Map.of("sub", acting.get(0).subject()));
        return signed(claims);
    }

    private static JWTClaimsSet.Builder claims(String subject, String client, String... scopes) {
        return new JWTClaimsSet.Builder()
                .issuer("http://127.0.0.1:8081")
                .subject(subject)
                .audience("mandate-lifecycle")
                .claim("client_id", client)
                .claim("scope", String.join(" ", scopes))
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(Instant.now()))
                .expirationTime(Date.from(Instant.now().plusSeconds(300)));
    }

    private static String signed(JWTClaimsSet.Builder claims) {
        try {
            var header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                    .type(new JOSEObjectType("at+jwt"))
                    .keyID(KEY.getKeyID())
                    .build();
            var jwt = new SignedJWT(header, claims.build());
            jwt.sign(new ECDSASigner(KEY));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ECKey publish() {
        try (var producer = new KafkaProducer<>(
                Platform.shared().kafkaClientConfig("identity"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            var key = new ECKeyGenerator(Curve.P_256)
                    .keyID(UUID.randomUUID().toString())
                    .generate();
            var state = new KeyState(key.getKeyID(), 1, false, key.toPublicJWK().toJSONObject());
            var wire = CloudEventCodec.encode(
                    KeyState.FAMILY,
                    new Envelope<>("urn:mandate:identity", key.getKeyID(), Instant.now(), state, null));
            var record = new ProducerRecord<>("identity.keys.v1", wire.key(), wire.value());
            wire.headers().forEach((name, text) -> record.headers().add(name, text.getBytes(UTF_8)));
            producer.send(record).get();
            return key;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
