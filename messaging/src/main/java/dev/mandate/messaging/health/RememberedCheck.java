package dev.mandate.messaging.health;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.jspecify.annotations.Nullable;

/**
 * One that takes its time, as one of a database does on a busy machine, is answered for by what it said last, with its age. Not for long: then
 * whoever probes waits for it. It is asked once at a time, so that it never holds more than one of the threads.
 */
final class RememberedCheck {
    /** Less than whoever probes waits, which is a second where nothing else was set. */
    static final Duration PATIENCE = Duration.ofMillis(300);

    private static final Duration REMEMBERED = Duration.ofSeconds(10);

    private final Executor threads;
    private final Duration patience;
    private final LongSupplier nanos;
    private @Nullable CompletableFuture<HealthCheckResponse> underWay;
    private @Nullable Said last;

    private record Said(HealthCheckResponse answer, long at) {}

    RememberedCheck(Executor threads, Duration patience, LongSupplier nanos) {
        this.threads = threads;
        this.patience = patience;
        this.nanos = nanos;
    }

    synchronized CompletableFuture<HealthCheckResponse> answer(Supplier<HealthCheckResponse> check) {
        if (underWay == null || underWay.isDone())
            underWay = CompletableFuture.supplyAsync(() -> asked(check), threads);
        var answer = underWay.copy();
        var before = last;
        if (before == null) return answer;
        var age = Duration.ofNanos(nanos.getAsLong() - before.at());
        return age.compareTo(REMEMBERED) > 0
                ? answer
                : answer.completeOnTimeout(withAge(before.answer(), age), patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What fails says that it isn't well, so that nothing from before stands in for it. */
    private HealthCheckResponse asked(Supplier<HealthCheckResponse> check) {
        try {
            var said = check.get();
            remember(new Said(said, nanos.getAsLong()));
            return said;
        } catch (RuntimeException e) {
            remember(null);
            throw e;
        }
    }

    private synchronized void remember(@Nullable Said said) {
        last = said;
    }

    private static HealthCheckResponse withAge(HealthCheckResponse said, Duration age) {
        Map<String, Object> data = new HashMap<>(said.getData().orElse(Map.of()));
        data.put("said", age.toMillis() + " ms ago");
        return new HealthCheckResponse(said.getName(), said.getStatus(), Optional.of(data));
    }
}
