package dev.mandate.audit.outputs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class LastTakenTest {
    private final Told told = Told.finding("fnd_1", "somebody read and sent");
    private boolean there = true;
    private int sent;
    private final LastTaken last = new LastTaken((finding, body) -> {
        sent++;
        if (!there) throw new IOException("answered 503");
    });

    @Test
    void an_output_that_takes_what_it_took_before_fails_at_this_finding_alone() throws Exception {
        last.was(told.envelope(), told.body());
        often(7);
        assertThat(sent).as("it is asked for nothing so soon").isZero();
        assertThat(last.isTaken(0, 7)).as("it may have come back just now").isFalse();
        last.was(told.envelope(), told.body());
        assertThat(last.isTaken(1, 3)).as("another, of another partition").isFalse();
        assertThat(last.isTaken(0, 7)).isTrue();
        assertThat(last.isTaken(0, 8)).as("the next").isFalse();
    }

    @Test
    void one_that_is_away_fails_at_every_finding_and_one_that_comes_and_goes_at_none() throws Exception {
        last.was(told.envelope(), told.body());
        often(7);
        for (var is : new boolean[] {false, true, false, true}) {
            there = is;
            assertThat(last.isTaken(0, 7)).isFalse();
        }
    }

    @Test
    void of_one_that_has_taken_nothing_yet_nobody_knows() throws Exception {
        often(7);
        assertThat(last.isTaken(0, 7)).isFalse();
        assertThat(last.isTaken(0, 7)).isFalse();
        assertThat(sent).isZero();
    }

    private void often(long offset) throws InterruptedException {
        for (var n = 0; n < LastTaken.FAILURES; n++)
            assertThat(last.isTaken(0, offset)).isFalse();
    }
}
