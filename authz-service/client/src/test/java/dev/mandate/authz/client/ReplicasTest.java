package dev.mandate.authz.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReplicasTest {
    private static final List<URI> THREE =
            List.of(URI.create("http://a:8083"), URI.create("http://b:8083/"), URI.create("http://c:8083"));

    private final AtomicLong clock = new AtomicLong(1);
    private final Replicas replicas = new Replicas(THREE, 100, clock::get);

    @Test
    void sessions_are_spread_evenly_and_each_keeps_its_own() {
        var counts = new HashMap<String, Integer>();
        IntStream.range(0, 3000).forEach(i -> counts.merge(first("session-" + i), 1, Integer::sum));
        assertThat(counts)
                .hasSize(3)
                .allSatisfy((url, count) -> assertThat(count).isBetween(850, 1150));
        assertThat(first("session-1")).isEqualTo(first("session-1"));
    }

    @Test
    void only_the_sessions_of_the_one_that_is_down_move_and_they_spread_over_the_others() {
        var before =
                IntStream.range(0, 3000).mapToObj(i -> first("session-" + i)).toList();
        var down = replicas.inOrder("session-0").get(0);
        replicas.failed(down);
        var moved = new HashMap<String, Integer>();
        for (var i = 0; i < 3000; i++) {
            var now = first("session-" + i);
            if (before.get(i).equals(down.url())) moved.merge(now, 1, Integer::sum);
            else assertThat(now).isEqualTo(before.get(i));
        }
        assertThat(moved).hasSize(2).doesNotContainKey(down.url());
        assertThat(moved.values()).allMatch(count -> count > 350);
    }

    @Test
    void after_its_rest_one_question_tries_it_and_the_others_wait_until_that_is_answered() {
        var down = replicas.inOrder("session-0").get(0);
        replicas.failed(down);
        clock.addAndGet(200);
        assertThat(first("session-0")).isEqualTo(down.url());
        assertThat(first("session-0")).isNotEqualTo(down.url());
        Replicas.answered(down);
        assertThat(first("session-0")).isEqualTo(down.url());
    }

    @Test
    void only_a_question_that_tries_it_first_uses_up_the_try() {
        var down = replicas.inOrder("session-0").get(0);
        replicas.failed(down);
        clock.addAndGet(200);
        IntStream.range(1, 100)
                .mapToObj(i -> "session-" + i)
                .filter(session -> !chooses(session, down.url()))
                .forEach(session -> assertThat(first(session)).isNotEqualTo(down.url()));
        assertThat(first("session-0")).isEqualTo(down.url());
    }

    @Test
    void if_all_are_down_they_are_asked_all_the_same() {
        replicas.inOrder("session-0").forEach(replicas::failed);
        assertThat(replicas.inOrder("session-0")).hasSize(3);
    }

    private static boolean chooses(String session, String url) {
        return new Replicas(THREE, 100, () -> 1L).inOrder(session).get(0).url().equals(url);
    }

    private String first(String session) {
        return replicas.inOrder(session).get(0).url();
    }
}
