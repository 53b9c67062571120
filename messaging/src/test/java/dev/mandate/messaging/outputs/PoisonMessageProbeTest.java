package dev.mandate.messaging.outputs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class PoisonMessageProbeTest {
    private boolean there = true;
    private int sent;
    private final PoisonMessageProbe<String> probe = new PoisonMessageProbe<>(message -> {
        sent++;
        if (!there) throw new IOException("answered 503");
    });

    @Test
    void an_output_that_takes_what_it_took_before_fails_at_this_message_alone() throws Exception {
        probe.delivered("the last one");
        often(7);
        assertThat(sent).as("it is asked for nothing so soon").isZero();
        assertThat(probe.isPoison(0, 7)).as("it may have come back just now").isFalse();
        probe.delivered("the last one");
        assertThat(probe.isPoison(1, 3)).as("another, of another partition").isFalse();
        assertThat(probe.isPoison(0, 7)).isTrue();
        assertThat(probe.isPoison(0, 8)).as("the next").isFalse();
    }

    @Test
    void one_that_is_away_fails_at_every_message_and_one_that_comes_and_goes_at_none() throws Exception {
        probe.delivered("the last one");
        often(7);
        for (var is : new boolean[] {false, true, false, true}) {
            there = is;
            assertThat(probe.isPoison(0, 7)).isFalse();
        }
    }

    @Test
    void of_one_that_has_taken_nothing_yet_nobody_knows() throws Exception {
        often(7);
        assertThat(probe.isPoison(0, 7)).isFalse();
        assertThat(probe.isPoison(0, 7)).isFalse();
        assertThat(sent).isZero();
    }

    private void often(long offset) throws InterruptedException {
        for (var n = 0; n < PoisonMessageProbe.FAILURES; n++)
            assertThat(probe.isPoison(0, offset)).isFalse();
    }
}
