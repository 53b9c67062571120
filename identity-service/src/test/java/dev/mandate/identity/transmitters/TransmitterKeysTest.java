package dev.mandate.identity.transmitters;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.mandate.identity.transmitters.TransmitterKeys.Signer;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TransmitterKeysTest {
    private static final String URL = "https://mdm.example/keys";
    private static final RSAKey KEY = key("mdm");
    private static final RSAKey NEXT = key("next");
    private static final SignedJWT GENUINE = signed(KEY);
    private static final SignedJWT RUBBISH = signed(key("mdm"));

    private Instant now = Instant.parse("2026-03-02T10:00:00Z");
    private Uni<Result<String, String>> published = found(KEY);
    private int asked;
    private final TransmitterKeys keys = new TransmitterKeys(
            url -> {
                asked++;
                return published;
            },
            () -> now);

    @Test
    void rubbish_has_no_genuine_signal_refused_while_keys_are_fetched_nor_where_they_can_not_be() {
        assertThat(signer(GENUINE)).isEqualTo(Signer.TRANSMITTER);
        now = now.plusSeconds(61);
        var answer = new CompletableFuture<Result<String, String>>();
        published = Uni.createFrom().completionStage(answer);
        var judged = keys.signer(RUBBISH, null, URL).subscribeAsCompletionStage();
        assertThat(judged).isNotDone();
        assertThat(signer(GENUINE)).isEqualTo(Signer.TRANSMITTER);

        answer.completeExceptionally(new IllegalStateException("its host is away"));
        assertThat(judged).isCompletedWithValue(Signer.UNKNOWN);
        assertThat(signer(GENUINE)).isEqualTo(Signer.TRANSMITTER);
        assertThat(asked).isEqualTo(2);
    }

    @Test
    void what_stands_there_and_is_no_keys_takes_no_place_of_theirs() {
        assertThat(signer(GENUINE)).isEqualTo(Signer.TRANSMITTER);
        for (var body : List.of("<html>", "{}", "{\"keys\":[]}")) {
            now = now.plusSeconds(61);
            published = Result.nowDone(body);
            assertThat(signer(RUBBISH)).isEqualTo(Signer.UNKNOWN);
            assertThat(signer(GENUINE)).isEqualTo(Signer.TRANSMITTER);
        }
    }

    @Test
    void who_publishes_more_keys_than_are_taken_is_heard_by_those_of_before() {
        assertThat(signer(GENUINE)).isEqualTo(Signer.TRANSMITTER);
        for (var many : List.of(21, 50, 51)) {
            now = now.plus(Duration.ofHours(1));
            var others = IntStream.range(1, many).mapToObj(i -> renamed(NEXT, "other-" + i));
            published = Result.nowDone(
                    new JWKSet(Stream.concat(Stream.<JWK>of(KEY), others).toList()).toString(true));
            assertThat(signer(GENUINE)).as("%d keys", many).isEqualTo(Signer.TRANSMITTER);
        }
    }

    @Test
    void a_signature_by_none_of_the_keys_is_anothers_once_they_are_known() {
        assertThat(signer(RUBBISH)).isEqualTo(Signer.ANOTHER);
        assertThat(signer(RUBBISH)).isEqualTo(Signer.ANOTHER);
        assertThat(asked).isEqualTo(1);
    }

    @Test
    void while_keys_can_not_be_had_nobody_says_whose_a_signature_is() {
        published = Result.nowRefused("its host answers 404");
        assertThat(signer(GENUINE)).isEqualTo(Signer.UNKNOWN);
        published = found(KEY);
        assertThat(signer(GENUINE)).as("not asked for again yet").isEqualTo(Signer.UNKNOWN);
        now = now.plusSeconds(60);
        assertThat(signer(GENUINE)).isEqualTo(Signer.TRANSMITTER);
    }

    @Test
    void a_key_that_was_not_there_at_the_last_look_is_looked_for_a_minute_later() {
        assertThat(signer(GENUINE)).isEqualTo(Signer.TRANSMITTER);
        published = found(NEXT);
        assertThat(signer(signed(NEXT))).isEqualTo(Signer.UNKNOWN);
        now = now.plusSeconds(60);
        assertThat(signer(signed(NEXT))).isEqualTo(Signer.TRANSMITTER);
        assertThat(signer(GENUINE)).as("withdrawn").isNotEqualTo(Signer.TRANSMITTER);
    }

    @Test
    void a_key_that_nobody_publishes_is_anothers_for_whom_it_was_looked_for_and_is_not_sent_for_ever() {
        assertThat(signer(GENUINE)).isEqualTo(Signer.TRANSMITTER);
        now = now.plusSeconds(60);
        assertThat(signer(signed(NEXT))).isEqualTo(Signer.ANOTHER);
        assertThat(signer(signed(NEXT))).as("published since, perhaps").isEqualTo(Signer.UNKNOWN);
    }

    @Test
    void keys_that_can_not_be_fetched_anew_count_for_a_day() {
        assertThat(signer(GENUINE)).isEqualTo(Signer.TRANSMITTER);
        published = Uni.createFrom().failure(new IllegalStateException("its host is away"));
        now = now.plus(Duration.ofDays(1)).minusSeconds(61);
        assertThat(signer(GENUINE)).isEqualTo(Signer.TRANSMITTER);
        now = now.plusSeconds(61);
        assertThat(signer(GENUINE)).isEqualTo(Signer.UNKNOWN);
    }

    private Signer signer(SignedJWT token) {
        return keys.signer(token, null, URL).await().indefinitely();
    }

    private static Uni<Result<String, String>> found(RSAKey key) {
        return Result.nowDone(new JWKSet(key).toString(true));
    }

    private static RSAKey key(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static JWK renamed(RSAKey key, String id) {
        return new RSAKey.Builder(key).keyID(id).build();
    }

    private static SignedJWT signed(RSAKey by) {
        try {
            var token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(by.getKeyID())
                            .build(),
                    new JWTClaimsSet.Builder().issuer("https://mdm.example").build());
            token.sign(new RSASSASigner(by));
            return token;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
