package dev.mandate.authz.decisions;

import dev.mandate.events.authz.DecisionEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Records every answer on {@code authz.decisions.v1}. An allow is given only after the broker has acknowledged its record;
 * otherwise it becomes a deny, and a {@code Withheld} record of the same id follows for as long as it takes.
 */
@ApplicationScoped
public class DecisionLog {
    private static final Logger LOG = Logger.getLogger(DecisionLog.class);
    private static final int WITHHELD_KEPT = 100_000;
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final DecisionSender sender;
    private final DecisionMetrics metrics;
    private final Duration ackTimeout;
    private final InstantSource clock;
    private final AtomicInteger withheldWaiting = new AtomicInteger();

    DecisionLog(DecisionSender sender, DecisionMetrics metrics, DecisionConfig config, InstantSource clock) {
        this.sender = sender;
        this.metrics = metrics;
        this.ackTimeout = config.ackTimeout();
        this.clock = clock;
    }

    /** The verdict as it may be given to the caller. */
    Uni<Verdict> keep(Verdict verdict) {
        if (!verdict.allowed()) {
            note(verdict);
            return Uni.createFrom().item(verdict);
        }
        return sent(verdict)
                .ifNoItem()
                .after(ackTimeout)
                .fail()
                .onFailure()
                .recoverWithItem(() -> withhold(verdict))
                .invoke(metrics::answered);
    }

    private void note(Verdict verdict) {
        metrics.answered(verdict);
        var accepted = sender.offer(new DecisionSender.Entry(
                verdict::record, verdict.question().traceparent(), failure -> {
                    if (failure != null) lost(verdict, failure.toString());
                }));
        if (!accepted) lost(verdict, "the queue is full");
    }

    private void lost(Verdict verdict, String why) {
        metrics.lost();
        LOG.warnf("the denial %s went unrecorded: %s", verdict.id(), why);
    }

    private Uni<Verdict> sent(Verdict verdict) {
        return Uni.createFrom().emitter(emitter -> {
            var began = System.nanoTime();
            var accepted = sender.offer(
                    new DecisionSender.Entry(verdict::record, verdict.question().traceparent(), failure -> {
                        metrics.acknowledged(System.nanoTime() - began);
                        if (failure == null) emitter.complete(verdict);
                        else emitter.fail(failure);
                    }));
            if (!accepted) emitter.fail(new IllegalStateException("the queue is full"));
        });
    }

    private Verdict withhold(Verdict verdict) {
        if (withheldWaiting.incrementAndGet() <= WITHHELD_KEPT) {
            send(verdict.withheldRecord(clock.instant()), verdict.question().traceparent());
        } else {
            withheldWaiting.decrementAndGet();
            lost(verdict, "too many withheld allows wait already");
        }
        return verdict.withheld();
    }

    private void send(DecisionEvent.Withheld withheld, @org.jspecify.annotations.Nullable String traceparent) {
        var accepted = sender.offer(new DecisionSender.Entry(() -> withheld, traceparent, failure -> {
            if (failure == null) withheldWaiting.decrementAndGet();
            else again(withheld, traceparent);
        }));
        if (!accepted) again(withheld, traceparent);
    }

    private void again(DecisionEvent.Withheld withheld, @org.jspecify.annotations.Nullable String traceparent) {
        sender.later(RETRY, () -> send(withheld, traceparent));
    }
}
