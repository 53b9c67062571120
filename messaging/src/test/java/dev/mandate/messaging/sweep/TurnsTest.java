package dev.mandate.messaging.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A turn that isn't given a place is waited for, so that a place that got lost would be waited for without end. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class TurnsTest {
    private final Turns turns = new Turns("turns", 2);
    private final CountDownLatch comesBack = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);

    @AfterEach
    void end() {
        turns.close();
    }

    @Test
    void who_is_gone_holds_up_nobody_else_and_keeps_one_place() throws Exception {
        turns.give(this::isGone);
        assertThat(turns.free()).isEqualTo(1);
        var others = new CountDownLatch(3);
        for (int number = 0; number < 3; number++) turns.give(others::countDown);
        others.await();
    }

    @Test
    void a_turn_that_fails_gives_its_place_back() throws Exception {
        var failed = new CountDownLatch(3);
        for (int number = 0; number < 3; number++)
            turns.give(() -> {
                failed.countDown();
                throw new IllegalStateException("as it was played");
            });
        failed.await();
    }

    @Test
    void what_is_under_way_is_interrupted_at_the_end() throws Exception {
        turns.give(this::isGone);
        turns.close();
        interrupted.await();
    }

    private void isGone() {
        try {
            comesBack.await();
        } catch (InterruptedException e) {
            interrupted.countDown();
        }
    }
}
