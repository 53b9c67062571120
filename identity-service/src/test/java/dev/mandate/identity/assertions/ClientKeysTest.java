package dev.mandate.identity.assertions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import dev.mandate.identity.Api;
import dev.mandate.identity.outgoing.PublishedKeys.Published;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A client that publishes its keys changes them without anybody's hand here. */
class ClientKeysTest {
    private static final String PLACE = "https://wiki.example/keys";

    private final List<String> asked = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-29T12:00:00Z");
    private Result<Published, String> answer = published(Api.key("k1"));
    private final ClientKeys keys = new ClientKeys(this::get, new Config(), () -> now);

    @Test
    void a_key_that_is_new_at_its_place_counts_at_the_next_look_and_one_that_is_gone_does_not() {
        keys.ready(PLACE, "k1").await().indefinitely();
        assertThat(known()).containsExactly("k1");
        answer = published(Api.key("k2"));
        now = now.plusSeconds(31);
        keys.ready(PLACE, "k1").await().indefinitely();
        assertThat(known()).containsExactly("k1");
        keys.ready(PLACE, "k2").await().indefinitely();
        assertThat(known()).containsExactly("k2");
        assertThat(asked).containsExactly(PLACE, PLACE);
    }

    @Test
    void by_keys_that_nobody_has_its_place_is_asked_twice_a_minute_at_most() {
        for (var i = 0; i < 100; i++) keys.ready(PLACE, "nobody's-" + i).await().indefinitely();
        assertThat(asked).hasSize(1);
    }

    @Test
    void keys_count_for_a_while_where_their_place_does_not_answer_and_then_none_does() {
        keys.ready(PLACE, "k1").await().indefinitely();
        answer = Result.refused("its host answers 503");
        now = now.plus(Duration.ofHours(2));
        keys.ready(PLACE, "k1").await().indefinitely();
        assertThat(known()).containsExactly("k1");
        now = now.plus(Duration.ofDays(1));
        assertThat(keys.of(PLACE)).isEmpty();
    }

    @Test
    void a_registered_set_is_asked_for_nowhere() {
        var set = keys.checked(Api.jwks(Api.key("own")), null).orElseThrow();
        keys.ready(set, "own").await().indefinitely();
        assertThat(asked).isEmpty();
        assertThat(keys.of(set).orElseThrow().getKeyByKeyId("own")).isNotNull();
        assertThat(PublicKeys.thumbprints(set)).hasSize(1);
    }

    @Test
    void what_is_no_plain_https_address_is_refused_and_so_is_more_than_one_way() {
        assertThat(keys.checked(null, null)).isEmpty();
        assertThat(keys.checked(null, PLACE)).contains(PLACE);
        assertThat(PublicKeys.thumbprints(PLACE)).containsExactly(PLACE);
        for (var bad : List.of(
                "http://wiki.example/keys",
                "https://user@wiki.example/keys",
                "https://wiki.example/keys#a",
                "wiki.example",
                "{}",
                "https://wiki.example/" + "k".repeat(500)))
            assertThatThrownBy(() -> keys.checked(null, bad)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> keys.checked(Map.of("keys", List.of()), PLACE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private List<String> known() {
        return keys.of(PLACE).orElseThrow().getKeys().stream()
                .map(key -> key.getKeyID())
                .toList();
    }

    private Uni<Result<Published, String>> get(String url) {
        asked.add(url);
        return Uni.createFrom().item(answer);
    }

    private static Result<Published, String> published(ECKey key) {
        return Result.done(new Published(new JWKSet(key.toPublicJWK()).toString(), Duration.ofHours(1)));
    }

    private static final class Config implements ClientKeyConfig {
        @Override
        public Duration keysKept() {
            return Duration.ofHours(1);
        }

        @Override
        public Duration keysOutlive() {
            return Duration.ofDays(1);
        }

        @Override
        public Optional<Set<String>> privateHosts() {
            return Optional.empty();
        }

        @Override
        public boolean onLoopback() {
            return false;
        }
    }
}
