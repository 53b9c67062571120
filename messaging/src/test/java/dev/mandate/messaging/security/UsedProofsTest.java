package dev.mandate.messaging.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class UsedProofsTest {
    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

    private final UsedProofs used = new UsedProofs(100);

    @Test
    void a_proof_counts_once() {
        assertThat(used.use(proof("one", NOON), NOON)).isTrue();
        assertThat(used.use(proof("one", NOON), NOON.plusSeconds(1))).isFalse();
    }

    @Test
    void however_many_others_were_used_since_none_counts_again() {
        assertThat(used.use(proof("one", NOON), NOON)).isTrue();
        for (var other = 0; other < 1000; other++)
            used.use(proof("other " + other, NOON.plusSeconds(1)), NOON.plusSeconds(1));
        assertThat(used.use(proof("one", NOON), NOON.plusSeconds(2))).isFalse();
        for (var other = 0; other < 1000; other++)
            assertThat(used.use(proof("other " + other, NOON.plusSeconds(1)), NOON.plusSeconds(2)))
                    .isFalse();
    }

    @Test
    void who_makes_a_new_one_is_let_in_under_whatever_load() {
        for (var second = 0; second < 50; second++) {
            var now = NOON.plusSeconds(second);
            for (var each = 0; each < 100; each++)
                assertThat(used.use(proof(second + " " + each, now), now)).isTrue();
        }
    }

    @Test
    void who_makes_proofs_ahead_of_time_locks_out_himself_alone() {
        var ahead = NOON.plus(KeyProof.SKEW);
        for (var each = 0; each < 1000; each++) used.use(proof("ahead " + each, ahead), NOON);
        assertThat(used.use(proof("another one", ahead), NOON)).isFalse();
        assertThat(used.use(new KeyProof("another key", "on time", NOON, null, null), NOON))
                .isTrue();
    }

    @Test
    void with_more_keys_than_there_is_room_for_none_counts_again_either() {
        for (var each = 0; each < 1000; each++)
            assertThat(used.use(new KeyProof("key " + each, "one", NOON.plusSeconds(each / 100), null, null), NOON))
                    .as("key %s", each)
                    .isTrue();
        for (var each = 0; each < 1000; each++)
            assertThat(used.use(new KeyProof("key " + each, "one", NOON.plusSeconds(each / 100), null, null), NOON))
                    .as("key %s", each)
                    .isFalse();
    }

    @Test
    void what_no_longer_counts_by_its_time_takes_no_room() {
        for (var minute = 0; minute < 500; minute++) {
            var now = NOON.plusSeconds(60L * minute);
            assertThat(used.use(proof("in minute " + minute, now), now)).isTrue();
        }
        assertThat(used.use(proof("made before", NOON.plusSeconds(60L * 499 - 50)), NOON.plusSeconds(60L * 499)))
                .isTrue();
    }

    private static KeyProof proof(String id, Instant made) {
        return new KeyProof("key", id, made, null, null);
    }
}
