package dev.mandate.messaging.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.SignedJWT;
import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.Actor.Acting;
import dev.mandate.events.identity.KeyState;
import dev.mandate.messaging.ServiceConfig;
import dev.mandate.messaging.kafka.KafkaClients;
import dev.mandate.messaging.projection.StateProjections;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenVerifierTest {
    private Instant now = Instant.parse("2026-11-25T12:00:00Z");
    private boolean complete = true;
    private final KeyRing keys = new KeyRing(new StateProjections(new KafkaClients(Map.of()), null)) {
        @Override
        boolean complete() {
            return complete;
        }
    };
    private final TokenVerifier verifier = new TokenVerifier(new Identity(), keys, () -> now);
    private final SignedTokens tokens;

    TokenVerifierTest() throws Exception {
        tokens = new SignedTokens(now);
    }

    @BeforeEach
    void the_key_is_known() {
        keys.applied(tokens.published());
    }

    @Test
    void tells_who_is_calling() throws Exception {
        var token = tokens.with(
                "at+jwt",
                claims -> claims.claim("scope", "a b")
                        .claim("act", Map.of("sub", "agt_1", "act", Map.of("sub", "agt_0")))
                        .claim("delegation_id", "del_2")
                        .claim("session_id", "del_1"));
        var caller = verifier.verify(token);
        assertThat(caller.subject()).isEqualTo("per_ada");
        assertThat(caller.scopes()).containsExactlyInAnyOrder("a", "b");
        assertThat(caller.actor()).isEqualTo("agt_1");
        assertThat(caller.delegationId()).isEqualTo("del_2");
        assertThat(caller.sessionId()).isEqualTo("del_1");
        assertThat(caller.issuedAt()).isEqualTo(now);
    }

    @Test
    void tells_for_the_record_who_did_it_by_which_client_and_through_whom() throws Exception {
        var middle = Map.of("sub", "agt_1", "iss", "https://partner.example", "act", Map.of("sub", "agt_0"));
        var by = verifier.verify(
                        tokens.with("at+jwt", claims -> claims.claim("act", Map.of("sub", "agt_2", "act", middle))))
                .by();
        assertThat(by)
                .isEqualTo(new Actor(
                        "per_ada",
                        "console",
                        List.of(
                                new Acting("agt_2", null),
                                new Acting("agt_1", "https://partner.example"),
                                new Acting("agt_0", null))));
        assertThat(by.acting()).isEqualTo("agt_2");
        assertThat(verifier.verify(tokens.with("a")).by()).isEqualTo(new Actor("per_ada", "console", List.of()));
    }

    @Test
    void refuses_who_can_not_be_put_on_record() {
        refused(tokenWith("sub", "per_ada\u202e"), "subject");
        refused(tokenWith("client_id", "x".repeat(257)), "client");
        refused(tokenWith("act", Map.of("sub", "agt_1", "act", "agt_0")), "act");
        refused(tokenWith("act", Map.of("sub", "agt_1", "act", Map.of("act", Map.of("sub", "agt_0")))), "act");
        refused(tokenWith("act", Map.of("sub", "agt_1", "iss", 7)), "act");
        Map<String, Object> deep = Map.of("sub", "agt_0");
        for (int i = 1; i <= Actor.MAX_CHAIN; i++) deep = Map.of("sub", "agt_" + i, "act", deep);
        refused(tokenWith("act", deep), "chain");
    }

    @Test
    void tells_how_the_subject_signed_in_where_the_token_says() throws Exception {
        var signedIn = now.minusSeconds(90).truncatedTo(ChronoUnit.SECONDS);
        var caller = verifier.verify(tokens.with(
                "at+jwt",
                claims -> claims.claim("acr", "urn:mandate:acr:mfa")
                        .claim("amr", List.of("pwd", "otp"))
                        .claim("auth_time", signedIn.getEpochSecond())));
        assertThat(caller.acr()).isEqualTo("urn:mandate:acr:mfa");
        assertThat(caller.amr()).containsExactlyInAnyOrder("pwd", "otp");
        assertThat(caller.authenticatedAt()).isEqualTo(signedIn);
        assertThat(verifier.verify(tokens.with("a")).authenticatedAt()).isNull();
        refused(tokenWith("auth_time", "yesterday"), "auth_time");
        refused(tokenWith("amr", "otp"), "amr");
        refused(tokenWith("acr", 3), "acr");
    }

    @Test
    void the_token_says_who_stood_for_the_surface_where_it_is() throws Exception {
        var caller = verifier.verify(tokens.with(
                "at+jwt", claims -> claims.claim("surfaces", Map.of("desktop", "https://attester.example"))));
        assertThat(caller.surfaces()).containsExactly(Map.entry("desktop", "https://attester.example"));
        assertThat(verifier.verify(tokens.with("at+jwt", claims -> claims.claim("scope", "a")))
                        .surfaces())
                .isEmpty();
        assertThatThrownBy(() ->
                        verifier.verify(tokens.with("at+jwt", claims -> claims.claim("surfaces", List.of("desktop")))))
                .isInstanceOf(InvalidToken.class);
    }

    @Test
    void refuses_what_was_not_issued_for_this_use() {
        refused("JWT", "not an access token");
        refused(tokenWith("iss", "http://elsewhere"), "issuer");
        refused(tokenWith("aud", "mandate-audit"), "audience");
        refused(tokenWith("sub", null), "sub is missing");
        refused(tokenWith("client_id", null), "client_id is missing");
        refused(tokenWith("jti", null), "jti is missing");
        refused(tokenWith("exp", null), "exp is missing");
        refused(tokenWith("act", "agt_1"), "act");
        refused(tokenWith("iat", Date.from(now.plusSeconds(60))), "not valid yet");
        refused("nonsense".repeat(3), "not a signed JWT");
    }

    @Test
    void refuses_a_signature_of_another_key_under_the_same_id() throws Exception {
        var token = tokens.with("a");
        var other = new HashMap<>(new SignedTokens(now).published().jwk());
        other.put("kid", tokens.published().keyId());
        keys.applied(new KeyState(tokens.published().keyId(), 2, false, other));
        assertThatThrownBy(() -> verifier.verify(token)).hasMessageContaining("signature");
    }

    @Test
    void a_verified_token_ends_with_its_time_and_with_its_key() throws Exception {
        var token = tokens.with("a");
        verifier.verify(token);
        keys.applied(new KeyState(tokens.published().keyId(), 2, true, Map.of()));
        assertThatThrownBy(() -> verifier.verify(token)).isInstanceOf(InvalidToken.class);

        keys.applied(tokens.published());
        verifier.verify(token);
        now = now.plus(Duration.ofMinutes(5));
        assertThatThrownBy(() -> verifier.verify(token)).hasMessageContaining("expired");
    }

    @Test
    void a_replica_that_has_just_begun_calls_no_token_invalid_whose_key_it_may_still_read() throws Exception {
        var token = tokens.with("a");
        keys.removed(tokens.published().keyId());
        complete = false;
        assertThatThrownBy(() -> verifier.verify(token)).isInstanceOf(StillStarting.class);
        refused("nonsense", "not a signed JWT");

        keys.applied(tokens.published());
        assertThat(verifier.verify(token).subject()).isEqualTo("per_ada");

        keys.removed(tokens.published().keyId());
        complete = true;
        refused(token, "key");
    }

    @Test
    void refuses_an_unsigned_token() {
        var unsigned = "eyJhbGciOiJub25lIiwidHlwIjoiYXQrand0In0.eyJzdWIiOiJwZXJfYWRhIn0.";
        refused(unsigned, "not a signed JWT");
    }

    @Test
    void refuses_another_algorithm_with_the_bytes_of_a_public_key_as_its_secret() throws Exception {
        var key = JWK.parse(tokens.published().jwk()).toECKey();
        var jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .type(new JOSEObjectType("at+jwt"))
                        .keyID(key.getKeyID())
                        .build(),
                SignedJWT.parse(tokens.with("a")).getJWTClaimsSet());
        jwt.sign(new MACSigner(key.toECPublicKey().getEncoded()));
        refused(jwt.serialize(), "not an access token that is signed with ES256");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "PS256", "EdDSA", "ES384"})
    void keys_that_identity_signs_other_things_with_open_nothing(String algorithm) throws Exception {
        var key = SignaturesTest.keyFor(algorithm);
        var jwk = new HashMap<>(key.toPublicJWK().toJSONObject());
        jwk.put("kid", "other");
        keys.applied(new KeyState("other", 1, false, jwk));
        var jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.parse(algorithm))
                        .type(new JOSEObjectType("at+jwt"))
                        .keyID("other")
                        .build(),
                SignedJWT.parse(tokens.with("a")).getJWTClaimsSet());
        jwt.sign(SignaturesTest.signer(key));
        refused(jwt.serialize(), "the key that signed the token is not known");
    }

    private void refused(String typeOrToken, String why) {
        assertThatThrownBy(() ->
                        verifier.verify(typeOrToken.equals("JWT") ? tokens.with("JWT", claims -> claims) : typeOrToken))
                .isInstanceOf(InvalidToken.class)
                .hasMessageContaining(why);
    }

    private String tokenWith(String claim, Object value) {
        try {
            return tokens.with("at+jwt", claims -> claims.claim(claim, value));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    record Identity() implements ServiceConfig {
        @Override
        public java.util.Optional<java.util.Set<String>> origins() {
            return java.util.Optional.empty();
        }

        @Override
        public String service() {
            return "identity";
        }

        @Override
        public String issuer() {
            return "http://127.0.0.1:8081";
        }
    }
}
