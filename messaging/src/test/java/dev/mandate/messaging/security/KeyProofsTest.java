package dev.mandate.messaging.security;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.dpop.DefaultDPoPProofFactory;
import com.nimbusds.oauth2.sdk.id.JWTID;
import com.nimbusds.oauth2.sdk.token.DPoPAccessToken;
import java.net.URI;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyProofsTest {
    private static final URI HERE = URI.create("https://authz.example/access/v1/evaluation");
    private static final String TOKEN = "header.claims.signature";

    private final ECKey key = key();
    private final KeyProofs proofs = new KeyProofs(InstantSource.system());

    @Test
    void who_has_the_key_may_use_the_token() {
        assertThatCode(() -> require(proof(key, "POST", HERE, TOKEN, Instant.now())))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ES256", "ES384", "RS256", "PS256", "EdDSA"})
    void by_each_kind_of_key(String algorithm) throws Exception {
        var holder = SignaturesTest.keyFor(algorithm);
        var sent = proof(algorithm, holder, holder.toPublicJWK());
        assertThatCode(() -> proofs.require(
                        TOKEN, caller(holder.computeThumbprint().toString()), "POST", HERE, List.of(sent)))
                .doesNotThrowAnyException();
        // Whoever names another's key in his proof has not signed with it.
        refused("not for this request", proof(algorithm, holder, key.toPublicJWK()));
    }

    private static String proof(String algorithm, JWK by, JWK named) throws Exception {
        var proof = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.parse(algorithm))
                        .type(new JOSEObjectType("dpop+jwt"))
                        .jwk(named)
                        .build(),
                new JWTClaimsSet.Builder()
                        .jwtID(UUID.randomUUID().toString())
                        .issueTime(new Date())
                        .claim("htm", "POST")
                        .claim("htu", HERE + "?page=2")
                        .claim(
                                "ath",
                                Base64URL.encode(MessageDigest.getInstance("SHA-256")
                                                .digest(TOKEN.getBytes()))
                                        .toString())
                        .build());
        proof.sign(SignaturesTest.signer(by));
        return proof.serialize();
    }

    @Test
    void who_has_the_token_alone_may_not() {
        refused("send one proof");
        refused("by another key", proof(key(), "POST", HERE, TOKEN, Instant.now()));
        refused("not for this request", "x");
        refused("not for this request", TOKEN);
    }

    @Test
    void a_proof_is_for_one_request_with_one_token_soon_and_once() {
        refused("not for this request", proof(key, "GET", HERE, TOKEN, Instant.now()));
        refused("not for this request", proof(key, "POST", HERE.resolve("/proposals"), TOKEN, Instant.now()));
        refused("for another token", proof(key, "POST", HERE, "another.token.than", Instant.now()));
        refused(
                "not for this request",
                proof(key, "POST", HERE, TOKEN, Instant.now().minusSeconds(120)));
        refused(
                "not for this request",
                proof(key, "POST", HERE, TOKEN, Instant.now().plusSeconds(120)));
        var overheard = proof(key, "POST", HERE, TOKEN, Instant.now());
        assertThatCode(() -> require(overheard)).doesNotThrowAnyException();
        refused("used before", overheard);
    }

    @Test
    void more_than_one_proof_is_none_and_neither_is_one_without_end() {
        var proof = proof(key, "POST", HERE, TOKEN, Instant.now());
        refused("send one proof", proof, proof);
        refused("send one proof", "x".repeat(KeyProof.MAX_LENGTH + 1));
        refused(
                "not for this request",
                proof(key, new JWTID("j".repeat(KeyProof.LONGEST_ID + 1)), "POST", HERE, TOKEN, Instant.now()));
    }

    @Test
    void a_token_of_a_bearer_needs_no_proof_and_takes_none() {
        assertThatThrownBy(() -> proofs.require(TOKEN, caller(null), "POST", HERE, List.of()))
                .isInstanceOf(InvalidToken.class)
                .hasMessageContaining("show it as Bearer");
    }

    private void refused(String why, String... sent) {
        assertThatThrownBy(() -> require(sent)).isInstanceOf(InvalidToken.class).hasMessageContaining(why);
    }

    private void require(String... sent) throws InvalidToken, JOSEException {
        proofs.require(TOKEN, caller(key.computeThumbprint().toString()), "POST", HERE, List.of(sent));
    }

    private static String proof(ECKey by, String method, URI uri, String token, Instant at) {
        return proof(by, new JWTID(), method, uri, token, at);
    }

    private static String proof(ECKey by, JWTID id, String method, URI uri, String token, Instant at) {
        try {
            return new DefaultDPoPProofFactory(by, JWSAlgorithm.ES256)
                    .createDPoPJWT(id, method, uri, Date.from(at), new DPoPAccessToken(token))
                    .serialize();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static ECKey key() {
        try {
            return new ECKeyGenerator(Curve.P_256).generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static Caller caller(String boundTo) {
        return new Caller(
                "per_ada",
                "console",
                Set.of("a"),
                List.of(),
                null,
                null,
                "tok_1",
                Instant.now(),
                null,
                Set.of(),
                null,
                null,
                boundTo,
                null,
                null,
                null,
                Map.of(),
                null);
    }
}
