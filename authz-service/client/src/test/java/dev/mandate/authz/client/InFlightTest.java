package dev.mandate.authz.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class InFlightTest {
    private static final int WAITING = 100_000;

    private final InFlight inFlight = new InFlight(1, WAITING);

    @Test
    void however_many_wait_for_one_all_are_answered_and_their_place_is_free_again() {
        var first = new CompletableFuture<Integer>();
        inFlight.run(() -> first);
        var others = new ArrayList<CompletableFuture<Integer>>();
        for (var i = 0; i < WAITING; i++) others.add(inFlight.run(() -> CompletableFuture.completedFuture(1)));
        first.complete(0);
        assertThat(others).allMatch(CompletableFuture::isDone);
        assertThat(inFlight.run(() -> CompletableFuture.completedFuture(2))).isCompletedWithValue(2);
    }

    @Test
    void what_cannot_be_started_fails_and_keeps_nobody_out() {
        var broken = inFlight.run(() -> {
            throw new IllegalStateException("not this one");
        });
        assertThat(broken).isCompletedExceptionally();
        assertThat(inFlight.run(() -> CompletableFuture.completedFuture(2))).isCompletedWithValue(2);
    }
}
