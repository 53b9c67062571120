package dev.mandate.authz.engine.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.ids.DecisionId;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RecordPlacesTest {
    private final RecordPlaces places = new RecordPlaces();
    private final DecisionId decision = DecisionId.next();

    @Test
    void where_nobody_reads_records_nobody_waits_for_one() {
        places.expect(decision);
        assertThat(places.of(decision)).isNull();
    }

    @Test
    void the_first_that_is_said_of_a_place_counts_and_says_whether_somebody_waited() {
        places.areTold();
        places.expect(decision);
        var waits = places.of(decision);
        assertThat(waits).isNotDone();
        assertThat(places.settle(decision, false)).isTrue();
        assertThat(places.settle(decision, true)).isFalse();
        assertThat(waits).isCompletedWithValue(false);
    }

    @Test
    void what_is_never_read_is_given_up_as_what_does_not_stand() {
        places.areTold();
        places.expect(decision);
        var waits = places.of(decision);
        places.sweep(Instant.now());
        assertThat(waits).isNotDone();
        places.sweep(Instant.now().plus(Duration.ofHours(2)));
        assertThat(waits).isCompletedWithValue(false);
        assertThat(places.idle()).isTrue();
    }
}
