package dev.mandate.identity.outgoing;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.mandate.identity.Api;
import dev.mandate.identity.outgoing.PublishedKeys.Pace;
import dev.mandate.identity.outgoing.PublishedKeys.Published;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PublishedKeysTest {
    private static final String URL = "https://ci.example/keys";

    private static final Pace ONCE = new Pace(1, Duration.ofSeconds(30));

    private Instant now = Instant.parse("2026-03-02T10:00:00Z");
    private Result<Published, String> published = published("old");
    private int asked;
    private final PublishedKeys keys = new PublishedKeys(
            url -> {
                asked++;
                return Uni.createFrom().item(published);
            },
            ONCE,
            Duration.ofDays(1),
            () -> now);

    @Test
    void a_key_that_is_not_there_is_looked_for_again_once_in_half_a_minute() {
        look("old");
        look("old");
        look("new");
        assertThat(asked).isEqualTo(1);
        published = published("new");
        now = now.plusSeconds(30);
        look("old");
        assertThat(asked).isEqualTo(1);
        look("new");
        assertThat(asked).isEqualTo(2);
        assertThat(known()).containsExactly("new");
    }

    @Test
    void so_often_as_is_said_keys_are_looked_for_without_waiting() {
        var twice = new PublishedKeys(
                url -> {
                    asked++;
                    return Uni.createFrom().item(published);
                },
                new Pace(2, Duration.ofSeconds(30)),
                Duration.ofDays(1),
                () -> now);
        for (var seconds : List.of(0, 10, 10)) {
            now = now.plusSeconds(seconds);
            twice.ready(URL, "nobody's").await().indefinitely();
        }
        assertThat(asked).isEqualTo(2);
        now = now.plusSeconds(10);
        twice.ready(URL, "nobody's").await().indefinitely();
        twice.ready(URL, "nobody's").await().indefinitely();
        assertThat(asked).isEqualTo(3);
    }

    @Test
    void keys_are_looked_for_again_when_their_time_is_over_and_a_withdrawn_one_is_gone() {
        look("old");
        published = published("new");
        now = now.plusSeconds(600);
        look("old");
        assertThat(known()).containsExactly("new");
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
    void who_asks_while_a_look_is_under_way_waits_for_that_one() {
        var answers = new ArrayList<UniEmitter<? super Result<Published, String>>>();
        var slow =
                new PublishedKeys(url -> Uni.createFrom().emitter(answers::add), ONCE, Duration.ofDays(1), () -> now);
        var first = slow.ready(URL, "old").subscribeAsCompletionStage();
        var second = slow.ready(URL, "old").subscribeAsCompletionStage();
        assertThat(answers).hasSize(1);
        answers.get(0).complete(published);
        assertThat(first).isCompleted();
        assertThat(second).isCompleted();
        slow.ready(URL, known -> false).subscribeAsCompletionStage();
        assertThat(answers).as("looked for just now").hasSize(1);
        now = now.plusSeconds(30);
        slow.ready(URL, known -> false).subscribeAsCompletionStage();
        assertThat(answers).as("it is over").hasSize(2);
    }

    @Test
    void lack_of_room_is_no_look_so_that_the_next_who_asks_may() {
        var found = published;
        published = Result.refused(OutgoingHttp.TOO_MANY);
        look("old");
        assertThat(lacks("old")).isTrue();
        published = found;
        look("old");
        assertThat(keys.known(URL)).isPresent();
    }

    @Test
    void a_key_may_be_lacked_that_is_not_there_or_while_none_can_be_had() {
        assertThat(lacks("old")).isTrue();
        look("old");
        assertThat(lacks("old")).isFalse();
        assertThat(lacks("new")).isTrue();
        assertThat(lacks(null)).as("of no id").isTrue();
        published = Result.refused("its host is away");
        now = now.plusSeconds(30);
        look("new");
        assertThat(lacks("old")).isTrue();
    }

    @Test
    void a_key_for_which_was_looked_and_that_was_not_there_is_not_lacked() {
        var found = keys.ready(URL, "new").await().indefinitely();
        assertThat(keys.mayLack(URL, "new", found)).isFalse();
        published = Result.refused(OutgoingHttp.TOO_MANY);
        now = now.plusSeconds(30);
        var none = keys.ready(URL, "new").await().indefinitely();
        assertThat(keys.mayLack(URL, "new", none))
                .as("there was no room to look")
                .isTrue();
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
        var read = PublishedKeys.read("{\"keys\":[" + String.join(",", svid, certificate, secret, weak) + "]}");
        var taken = read.<List<String>>fold(
                set -> set.getKeys().stream().map(JWK::getKeyID).toList(), List::of);
        assertThat(taken).containsExactly("svid");
        for (var nothing : List.of("{}", "{\"keys\":[]}", "<html>", "{\"keys\":[" + certificate + "]}"))
            assertThat(PublishedKeys.read(nothing).<Boolean>fold(set -> true, why -> false))
                    .as(nothing)
                    .isFalse();
    }

    private void look(String key) {
        keys.ready(URL, key).await().indefinitely();
    }

    private boolean lacks(@Nullable String key) {
        return keys.mayLack(URL, key, false);
    }

    private List<String> known() {
        return keys.known(URL).orElseThrow().getKeys().stream()
                .map(JWK::getKeyID)
                .toList();
    }

    private static Result<Published, String> published(String key) {
        return Result.done(new Published(new JWKSet(Api.key(key).toPublicJWK()).toString(), Duration.ofMinutes(10)));
    }
}
