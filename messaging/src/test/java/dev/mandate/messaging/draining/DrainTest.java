package dev.mandate.messaging.draining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DrainTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration NONE = Duration.ZERO;

    private final CompletableFuture<String> call = new CompletableFuture<>();
    private final AtomicInteger givenUp = new AtomicInteger();

    @Test
    void what_is_under_way_is_finished_first() throws Exception {
        var drain = new Drain(LONG, LONG);
        drain.finish(givenUp::incrementAndGet, () -> call);
        var waiting = new CountDownLatch(1);
        var begun = CompletableFuture.runAsync(() -> {
            waiting.countDown();
            begin(drain);
        });
        waiting.await();
        while (!drain.begun()) Thread.onSpinWait();
        assertThat(begun).isNotDone();
        call.complete("done");
        begun.get(30, TimeUnit.SECONDS);
        assertThat(givenUp).hasValue(0);
    }

    @Test
    void what_takes_too_long_is_given_up_once_and_ends_with_what_it_has_come_to() {
        var drain = new Drain(NONE, LONG);
        var answer = drain.finish(
                () -> {
                    givenUp.incrementAndGet();
                    call.complete("given up");
                },
                () -> call);
        begin(drain);
        end(drain);
        assertThat(answer).isCompletedWithValue("given up");
        assertThat(givenUp).hasValue(1);
    }

    @Test
    void what_does_not_even_end_then_holds_nothing_up() {
        var drain = new Drain(NONE, NONE);
        drain.finish(givenUp::incrementAndGet, () -> call);
        begin(drain);
        end(drain);
        assertThat(givenUp).hasValue(1);
        assertThat(call).isNotDone();
    }

    @Test
    void what_a_request_begins_after_all_is_given_up_before_it_is_begun() {
        var drain = new Drain(LONG, LONG);
        begin(drain);
        end(drain);
        var seen = new AtomicInteger();
        drain.finish(givenUp::incrementAndGet, () -> {
            seen.set(givenUp.get());
            return call;
        });
        assertThat(seen).hasValue(1);
    }

    @Test
    void what_was_never_begun_or_is_over_is_waited_for_no_longer() {
        var drain = new Drain(LONG, LONG);
        assertThatThrownBy(() -> drain.finish(() -> {}, () -> {
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        drain.finish(() -> {}, () -> CompletableFuture.failedFuture(new IllegalStateException("failed")));
        assertThat(drain.begun()).isFalse();
        begin(drain);
        end(drain);
        assertThat(drain.begun()).isTrue();
    }

    private static void begin(Drain drain) {
        try {
            drain.begin(new ShutdownDelayInitiatedEvent());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void end(Drain drain) {
        try {
            drain.end(new ShutdownEvent());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
