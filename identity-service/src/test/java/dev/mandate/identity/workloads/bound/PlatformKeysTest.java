package dev.mandate.identity.workloads.bound;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.mandate.identity.Api;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlatformKeysTest {
    private static final String URL = "https://ci.example/keys";

    private Instant now = Instant.parse("2026-03-02T10:00:00Z");
    private Result<KeyFetch.Fetched, KeyFetch.Failure> published = published("old", "max-age=600");
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
        published = Result.refused(new KeyFetch.Failure("its host is away", true));
        now = now.plus(Duration.ofDays(1)).minusSeconds(1);
        look("old");
        assertThat(keys.known(URL)).isPresent();
        now = now.plusSeconds(1);
        assertThat(keys.known(URL)).isEmpty();
    }

    @Test
    void who_asks_while_a_look_is_under_way_waits_for_that_one() {
        var answers = new ArrayList<UniEmitter<? super Result<KeyFetch.Fetched, KeyFetch.Failure>>>();
        var slow = new PlatformKeys(
                url -> Uni.createFrom().emitter(answers::add), Duration.ofHours(1), Duration.ofDays(1), () -> now);
        var first = slow.look(URL).subscribeAsCompletionStage();
        var second = slow.look(URL).subscribeAsCompletionStage();
        assertThat(answers).hasSize(1);
        answers.get(0).complete(published);
        assertThat(first).isCompleted();
        assertThat(second).isCompleted();
        slow.look(URL).subscribeAsCompletionStage();
        assertThat(answers).as("it is over").hasSize(2);
    }

    @Test
    void lack_of_room_is_no_look_so_that_the_next_who_asks_may() {
        var found = published;
        published = Result.refused(new KeyFetch.Failure("too many are asked for", false));
        look("old");
        assertThat(keys.knows(URL, "old")).isFalse();
        published = found;
        look("old");
        assertThat(keys.known(URL)).isPresent();
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

    private static Result<KeyFetch.Fetched, KeyFetch.Failure> published(String key, String cacheControl) {
        return Result.done(new KeyFetch.Fetched(new JWKSet(Api.key(key).toPublicJWK()), cacheControl));
    }
}
