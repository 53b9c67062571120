package dev.mandate.audit.engine.commits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.junit.jupiter.api.Test;

class CommitPaceTest {
    private static final Duration POLL = Duration.ofMillis(500);

    private long now;
    private final CommitPace pace = new CommitPace(() -> now);
    private final MockProcessorContext<Void, Void> task = new MockProcessorContext<>();
    private final MockProcessorContext<Void, Void> other = new MockProcessorContext<>();

    @Test
    void what_happens_alone_is_committed_at_once() {
        pace.worked(task);
        assertThat(task.committed()).isTrue();
        committed(Duration.ofMillis(5));
        pass(Duration.ofMillis(101));
        pace.worked(task);
        assertThat(task.committed()).isTrue();
    }

    @Test
    void what_happens_in_a_burst_is_committed_together_and_the_thread_waits_for_records_no_longer_than_until_then() {
        committed(Duration.ofMillis(5));
        pace.worked(task);
        pass(Duration.ofMillis(40));
        pace.worked(other);
        assertThat(pace.patience(POLL)).isBetween(Duration.ofMillis(60), Duration.ofMillis(61));
        pace.look();
        assertThat(task.committed()).isFalse();
        pass(Duration.ofMillis(61));
        pace.look();
        assertThat(task.committed()).isTrue();
        assertThat(other.committed()).isTrue();
        assertThat(pace.patience(POLL)).isEqualTo(POLL);
    }

    @Test
    void commits_take_a_quarter_of_the_time_however_slow_the_brokers_are() {
        long committing = 0;
        for (var each : new int[] {40, 300, 20, 600, 660, 80}) {
            committed(Duration.ofMillis(each));
            committing += each;
            pace.worked(task);
            while (!task.committed()) {
                pass(Duration.ofMillis(1));
                pace.worked(task);
            }
        }
        assertThat(Duration.ofNanos(now).toMillis()).isGreaterThanOrEqualTo(4 * committing);
    }

    @Test
    void nothing_waits_longer_than_two_seconds_for_its_turn() {
        committed(Duration.ofSeconds(20));
        pace.worked(task);
        pass(CommitPace.LATEST.minusMillis(1));
        pace.look();
        assertThat(task.committed()).isFalse();
        pass(Duration.ofMillis(1));
        pace.look();
        assertThat(task.committed()).isTrue();
    }

    @Test
    void a_task_of_what_was_committed_or_given_up_is_asked_for_nothing() {
        committed(Duration.ofMillis(5));
        pace.worked(task);
        pace.ended();
        pass(POLL);
        pace.look();
        assertThat(task.committed()).isFalse();
        assertThat(pace.patience(POLL)).isEqualTo(POLL);
    }

    @Test
    void each_thread_has_transactions_of_its_own() throws InterruptedException {
        committed(Duration.ofMillis(5));
        var another = new Thread(() -> pace.worked(other));
        another.start();
        another.join();
        pace.worked(task);
        assertThat(other.committed()).isTrue();
        assertThat(task.committed()).isFalse();
    }

    private void committed(Duration took) {
        pace.takes(() -> pass(took));
        pace.ended();
        task.resetCommit();
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }
}
