package dev.mandate.messaging.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

class RememberedCheckTest {
    private static final HealthCheckResponse UP =
            HealthCheckResponse.named("database").up().build();
    private static final HealthCheckResponse DOWN =
            HealthCheckResponse.named("database").down().build();

    private final AtomicLong now = new AtomicLong();
    private final Queue<Runnable> threads = new ArrayDeque<>();
    private RememberedCheck check = new RememberedCheck(threads::add, RememberedCheck.PATIENCE, now::get);

    @Test
    void one_that_takes_its_time_is_answered_for_by_what_it_said_last_and_when() {
        said(UP);
        after(Duration.ofSeconds(2));
        var answer = check.answer(() -> DOWN).join();
        assertThat(answer.getStatus()).isEqualTo(Status.UP);
        assertThat(answer.getData()).hasValueSatisfying(data -> assertThat(data).containsEntry("said", "2000 ms ago"));
    }

    @Test
    void what_it_says_in_time_is_the_answer() {
        waitsLongerThanAnyPauseOfThisMachine();
        said(UP);
        var answer = check.answer(() -> DOWN);
        threads.remove().run();
        assertThat(answer.join()).isSameAs(DOWN);
    }

    @Test
    void it_is_waited_for_once_its_last_answer_is_old_or_there_was_none() {
        var first = check.answer(() -> UP);
        assertThat(first).isNotDone();
        threads.remove().run();
        after(Duration.ofSeconds(11));
        var later = check.answer(() -> DOWN);
        threads.remove().run();
        assertThat(later.join()).isSameAs(DOWN);
    }

    @Test
    void once_it_has_failed_nothing_from_before_stands_in_for_it() {
        said(UP);
        var failed = check.answer(() -> {
            throw new IllegalStateException("it is away");
        });
        threads.remove().run();
        assertThat(failed).isCompletedExceptionally();
        var next = check.answer(() -> UP);
        assertThat(next.orTimeout(1, TimeUnit.SECONDS))
                .failsWithin(Duration.ofSeconds(30))
                .withThrowableThat()
                .withCauseInstanceOf(TimeoutException.class);
    }

    @Test
    void it_is_asked_once_at_a_time() {
        waitsLongerThanAnyPauseOfThisMachine();
        said(UP);
        var one = check.answer(() -> DOWN);
        var other = check.answer(() -> DOWN);
        assertThat(threads).hasSize(1);
        threads.remove().run();
        assertThat(one.join()).isSameAs(other.join());
    }

    private void waitsLongerThanAnyPauseOfThisMachine() {
        check = new RememberedCheck(threads::add, Duration.ofMinutes(10), now::get);
    }

    private void said(HealthCheckResponse answer) {
        var asked = check.answer(() -> answer);
        threads.remove().run();
        assertThat(asked.join()).isSameAs(answer);
    }

    private void after(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
