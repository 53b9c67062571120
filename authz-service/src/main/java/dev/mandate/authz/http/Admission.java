package dev.mandate.authz.http;

import dev.mandate.authz.quota.QuotaConfig;
import dev.mandate.authz.quota.Quotas;
import dev.mandate.messaging.http.ProblemException;
import dev.mandate.messaging.quota.Share;
import dev.mandate.messaging.security.Caller;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Lets requests in: within their caller's quota, and those that take long on threads of their own, since all connections of an event
 * loop wait while it decides.
 */
@Singleton
class Admission {
    /** What an evaluation counts at least: a decision takes its time however small its question is. */
    static final int LEAST = 256;

    /** What a page of a search counts, for which candidates are asked about for as long as two of the largest questions take. */
    static final int PAGE = 256 * 1024;

    private static final double SECOND_NANOS = 1e9;

    private final Quotas quotas;
    private final long ordinary;
    private final Semaphore places;
    private final ExecutorService large;
    private final Counter overRate;
    private final Counter overAtOnce;
    private final Counter full;

    Admission(Quotas quotas, QuotaConfig config, MeterRegistry meters) {
        this.quotas = quotas;
        this.ordinary = config.ordinary().asLongValue();
        this.places = new Semaphore(config.atOnceOfAll());
        var threads = config.threads().orElse(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
        var number = new AtomicInteger();
        this.large = Executors.newFixedThreadPool(threads, task -> {
            var thread = new Thread(task, "large-questions-" + number.getAndIncrement());
            thread.setDaemon(true);
            return thread;
        });
        this.overRate = meters.counter("mandate.quota.refused", "why", "rate");
        this.overAtOnce = meters.counter("mandate.quota.refused", "why", "at_once");
        this.full = meters.counter("mandate.quota.refused", "why", "full");
    }

    @PreDestroy
    void close() {
        large.shutdownNow();
    }

    /**
     * Does it on this event loop if it is small, else apart.
     *
     * @param counts towards the quota, in bytes
     * @param work is told where to go on after something was waited for
     * @throws ProblemException 429 for a caller who has used his quota, 503 if too many large requests are being answered
     */
    <T> CompletionStage<T> admit(Caller caller, long counts, Function<Executor, CompletionStage<T>> work) {
        return admit(caller, counts, eventLoop(), work);
    }

    /**
     * The same for what turned out to be more than it looked.
     *
     * @param here where the request is already
     */
    <T> CompletionStage<T> admit(
            Caller caller, long counts, Executor here, Function<Executor, CompletionStage<T>> work) {
        var share = take(caller, counts);
        return counts <= ordinary || here == large ? work.apply(here) : apart(share, work);
    }

    /** The same for what is large in any case. */
    <T> CompletionStage<T> admitApart(Caller caller, long counts, Function<Executor, CompletionStage<T>> work) {
        return apart(take(caller, counts), work);
    }

    /**
     * Counts what is done elsewhere, by threads and within bounds of its own.
     *
     * @throws ProblemException 429 for a caller who has used his quota
     */
    void count(Caller caller, long counts) {
        take(caller, counts);
    }

    private Share take(Caller caller, long counts) {
        var share = quotas.of(caller);
        var tooEarly = share.take(Math.max(LEAST, counts));
        if (tooEarly == 0) return share;
        overRate.increment();
        throw tooMany("Send less: the quota is used up", (long) Math.ceil(tooEarly / SECOND_NANOS));
    }

    /** The place is held until the answer is there, so that who waits for records or for freshness doesn't make room for more. */
    private <T> CompletionStage<T> apart(Share share, Function<Executor, CompletionStage<T>> work) {
        if (!share.enter()) {
            overAtOnce.increment();
            throw tooMany("Send fewer large requests at the same time", 1);
        }
        if (!places.tryAcquire()) {
            share.leave();
            full.increment();
            throw new ProblemException(503, "too-busy", "Try again; too many large requests are being answered")
                    .retryAfter(1);
        }
        return CompletableFuture.supplyAsync(() -> work.apply(large), large)
                .thenCompose(Function.identity())
                .whenComplete((answer, failure) -> {
                    places.release();
                    share.leave();
                });
    }

    private static ProblemException tooMany(String title, long seconds) {
        return new ProblemException(429, "too-many-requests", title).retryAfter(seconds);
    }

    private static Executor eventLoop() {
        var context = Vertx.currentContext();
        return context == null ? Runnable::run : task -> context.runOnContext(ignored -> task.run());
    }
}
