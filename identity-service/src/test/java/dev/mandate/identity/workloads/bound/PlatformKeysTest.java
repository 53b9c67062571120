package dev.mandate.identity.workloads.bound;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.mandate.identity.Api;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlatformKeysTest {
    private static final String URL = "https://ci.example/keys";

    private Instant now = Instant.parse("2026-03-02T10:00:00Z");
    private Result<KeyFetch.Fetched, String> published = published("old", "max-age=600");
    private int asked;
    private final PlatformKeys keys = new PlatformKeys(
            url -> {
                asked++;
                return Uni.createFrom().item(published);
            },
            Duration.ofHours(1),
            Duration.ofDays(1),
            () -> now);

    @Test
    void a_key_that_is_not_there_is_looked_for_again_once_in_half_a_minute() {
        look("old");
        look("old");
        look("new");
        assertThat(asked).isEqualTo(1);
        published = published("new", "max-age=600");
        now = now.plusSeconds(30);
        look("old");
        assertThat(asked).isEqualTo(1);
        look("new");
        assertThat(asked).isEqualTo(2);
        assertThat(keys.known(URL).orElseThrow()).contains("new").doesNotContain("old");
    }

    @Test
    void keys_are_looked_for_again_when_their_time_is_over_and_a_withdrawn_one_is_gone() {
        look("old");
        published = published("new", "");
        now = now.plusSeconds(600);
        look("old");
        assertThat(keys.known(URL).orElseThrow()).doesNotContain("old");
    }

    @Test
    void what_can_not_be_fetched_anew_counts_for_a_day_and_what_never_could_not_at_all() {
        assertThat(keys.known(URL)).isEmpty();
        look("old");
        published = Result.refused("its host is away");
        now = now.plus(Duration.ofDays(1)).minusSeconds(1);
        look("old");
        assertThat(keys.known(URL)).isPresent();
        now = now.plusSeconds(1);
        assertThat(keys.known(URL)).isEmpty();
    }

    @Test
    void a_publisher_says_how_long_keys_are_kept_within_bounds() {
        var hour = Duration.ofHours(1);
        assertThat(PlatformKeys.age("max-age=600, public", hour)).isEqualTo(Duration.ofMinutes(10));
        assertThat(PlatformKeys.age("max-age=1", hour)).isEqualTo(Duration.ofMinutes(1));
        assertThat(PlatformKeys.age("max-age=99999999", hour)).isEqualTo(Duration.ofDays(1));
        assertThat(PlatformKeys.age("no-store", hour)).isEqualTo(Duration.ofMinutes(1));
        assertThat(PlatformKeys.age("null", hour)).isEqualTo(hour);
    }

    @Test
    void of_what_is_published_only_public_keys_that_sign_tokens_are_taken() throws Exception {
        var svid = Api.key("svid").toPublicJWK().toJSONString().replaceFirst("\\{", "{\"use\":\"jwt-svid\",");
        var certificate = Api.key("x509").toPublicJWK().toJSONString().replaceFirst("\\{", "{\"use\":\"x509-svid\",");
        var secret = Api.key("private").toJSONString();
        var weak = new RSAKeyGenerator(1024, true)
                .keyID("weak")
                .generate()
                .toPublicJWK()
                .toJSONString();
        var read = KeyFetch.read("{\"keys\":[" + String.join(",", svid, certificate, secret, weak) + "]}");
        var taken = read.<List<String>>fold(
                set -> set.getKeys().stream().map(key -> key.getKeyID()).toList(), List::of);
        assertThat(taken).containsExactly("svid");
        for (var nothing : List.of("{}", "{\"keys\":[]}", "<html>", "{\"keys\":[" + certificate + "]}"))
            assertThat(KeyFetch.read(nothing).<Boolean>fold(set -> true, why -> false))
                    .as(nothing)
                    .isFalse();
    }

    private void look(String key) {
        if (!keys.knows(URL, key)) keys.look(URL).await().indefinitely();
    }

    private static Result<KeyFetch.Fetched, String> published(String key, String cacheControl) {
        return Result.done(new KeyFetch.Fetched(new JWKSet(Api.key(key).toPublicJWK()), cacheControl));
    }
}
