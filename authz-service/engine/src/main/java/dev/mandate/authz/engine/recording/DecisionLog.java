package dev.mandate.authz.engine.recording;

import dev.mandate.authz.engine.approvals.ApprovalUses;
import dev.mandate.authz.engine.decisions.Verdict;
import dev.mandate.authz.engine.sessions.RecordPlaces;
import dev.mandate.events.authz.DecisionAddendum;
import dev.mandate.events.authz.DecisionEvent;
import dev.mandate.events.authz.DecisionEvent.Logged;
import dev.mandate.events.cloudevents.Unwritable;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that every answer is on record. An allow is given only after the broker has acknowledged its record, unless
 * the operator chose otherwise for its action group; without the acknowledgement it becomes a deny, and a {@code Withheld} record of
 * the same id follows. An allow that uses up an approval is given only once its record has come back as the first that does, and one
 * of a call that can have consequences only once all that is before it is known. An allow
 * whose record nobody could read is none at all. What doesn't wait is recorded sooner or later, or told
 * of by a gap.
 */
public final class DecisionLog implements AutoCloseable {
    private static final int BETWEEN_LOOKS_MILLIS = 25;

    private final DecisionRecorder recorder;
    private final BufferedActions buffered;
    private final DecisionMeter meter;
    private final ApprovalUses uses;
    private final RecordPlaces places;
    private final long patienceNanos;
    private final InstantSource clock;
    private final Queue<Pending> pending = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean looks = new AtomicBoolean();
    private volatile boolean started;
    private final ScheduledExecutorService late = new ScheduledThreadPoolExecutor(
            1,
            task -> {
                var thread = new Thread(task, "decision-log-late");
                thread.setDaemon(true);
                return thread;
            },
            new ThreadPoolExecutor.DiscardPolicy());

    /**
     * @param buffered what doesn't wait for its record
     * @param patience after which an allow that was not acknowledged is a deny
     */
    public DecisionLog(
            DecisionRecorder recorder,
            BufferedActions buffered,
            DecisionMeter meter,
            Duration patience,
            InstantSource clock) {
        this(recorder, buffered, meter, new ApprovalUses(), new RecordPlaces(), patience, clock);
    }

    /**
     * @param uses of approvals, which an allow that uses one waits for
     * @param places of records, which an allow that can have consequences waits for
     */
    public DecisionLog(
            DecisionRecorder recorder,
            BufferedActions buffered,
            DecisionMeter meter,
            ApprovalUses uses,
            RecordPlaces places,
            Duration patience,
            InstantSource clock) {
        this.recorder = recorder;
        this.buffered = buffered;
        this.meter = meter;
        this.uses = uses;
        this.places = places;
        this.patienceNanos = patience.toNanos();
        this.clock = clock;
    }

    /** From now on nobody waits longer than patience goes. */
    public void start() {
        started = true;
        lookSoon();
    }

    @Override
    public void close() {
        late.shutdownNow();
    }

    /** The verdict as it may be given to the caller. */
    public CompletableFuture<Verdict> keep(Verdict verdict) {
        if (!verdict.allowed() || verdict.approval() == null && buffered.cover(verdict.question())) {
            places.forget(verdict.id());
            return CompletableFuture.completedFuture(note(verdict));
        }
        var answer = new CompletableFuture<Verdict>();
        var one = new Pending(verdict, answer);
        try {
            var accepted = recorder.record(
                    verdict.record(Logged.ACKNOWLEDGED), verdict.question().traceparent(), one::recorded);
            if (accepted) {
                pending.add(one);
                lookSoon();
                return answer;
            }
        } catch (Unwritable e) {
            unused(verdict);
            return CompletableFuture.completedFuture(brief(verdict.unrecordable()));
        }
        // No allow of it is on record, so that a denial is all there is to tell.
        unused(verdict);
        return CompletableFuture.completedFuture(note(verdict.withheld()));
    }

    private void unused(Verdict verdict) {
        var approval = verdict.approval();
        if (approval != null) uses.release(approval.id(), verdict.id());
        places.forget(verdict.id());
    }

    /** An allow that would have been none, had it known of others. Nobody waits for that. */
    public void raced(DecisionAddendum.Raced raced) {
        meter.raced();
        try {
            recorder.record(raced, null);
        } catch (Unwritable e) {
            recorder.record(raced.withoutPolicies(), null);
        }
    }

    /** The verdict as it may be given, without waiting. */
    private Verdict note(Verdict verdict) {
        try {
            recorder.record(verdict.record(Logged.BUFFERED), verdict.question().traceparent());
        } catch (Unwritable e) {
            return brief(verdict.allowed() ? verdict.unrecordable() : verdict);
        }
        return verdict;
    }

    private Verdict brief(Verdict denial) {
        recorder.record(
                denial.record(Logged.BUFFERED).brief(), denial.question().traceparent());
        return denial;
    }

    /** While nobody waits, nobody looks. */
    private void lookSoon() {
        if (started && !looks.get() && looks.compareAndSet(false, true)) lookLater();
    }

    private void lookLater() {
        var unused = late.schedule(this::look, BETWEEN_LOOKS_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            giveUpOnLate();
        } finally {
            if (!pending.isEmpty()) lookLater();
            else {
                looks.set(false);
                if (!pending.isEmpty()) lookSoon(); // it came just then
            }
        }
    }

    /** All wait equally long, so that those who came first are late first, and nobody needs a timer of his own. */
    private void giveUpOnLate() {
        var now = System.nanoTime();
        for (var first = pending.peek(); first != null; first = pending.peek()) {
            if (now - first.began < patienceNanos && !first.settled()) return;
            pending.poll();
            first.giveUp();
        }
    }

    /** An allow that waits for its record. */
    private final class Pending {
        private final long began = System.nanoTime();
        private @Nullable Verdict verdict;
        private @Nullable CompletableFuture<Verdict> waiting;
        /** Whether it is the first that uses its approval; null where it uses none. */
        private final @Nullable CompletableFuture<Boolean> first;
        /** Whether it stands after all that is before it; null where it doesn't matter. */
        private final @Nullable CompletableFuture<Boolean> placed;

        Pending(Verdict verdict, CompletableFuture<Verdict> waiting) {
            this.verdict = verdict;
            this.waiting = waiting;
            this.first = verdict.approval() == null ? null : uses.first(verdict.id());
            this.placed = places.of(verdict.id());
        }

        synchronized boolean settled() {
            return waiting == null;
        }

        void recorded(@Nullable Throwable failure) {
            meter.acknowledged(System.nanoTime() - began);
            if (failure != null) settle(false, Verdict::withheld, recorder::recordAfter);
            else if (first == null && placed == null) settle(true, Verdict::withheld, this::next);
            else {
                // The broker has it; what others did before, and whether they used the approval, its place on the topic
                // says.
                var unused = or(first).thenAcceptBoth(or(placed), this::settle);
            }
        }

        private static CompletableFuture<Boolean> or(@Nullable CompletableFuture<Boolean> awaited) {
            return awaited == null ? CompletableFuture.completedFuture(true) : awaited;
        }

        private void settle(boolean isFirst, boolean stands) {
            settle(isFirst && stands, isFirst ? Verdict::overtaken : Verdict::usedElsewhere, this::next);
        }

        /** After a record that the broker has, and before those of whatever is decided from now on. */
        private void next(DecisionEvent event, @Nullable String traceparent) {
            if (!recorder.record(event, traceparent, failure -> {})) recorder.recordAfter(event, traceparent);
        }

        private void settle(
                boolean stands,
                UnaryOperator<Verdict> otherwise,
                BiConsumer<DecisionEvent, @Nullable String> recording) {
            Verdict allow;
            CompletableFuture<Verdict> asked;
            synchronized (this) {
                allow = verdict;
                asked = waiting;
                verdict = null;
                waiting = null;
            }
            if (allow == null) return;
            // First, since whoever is answered decides the same anew.
            if (asked == null || !stands)
                recording.accept(
                        allow.withheldRecord(clock.instant()), allow.question().traceparent());
            if (asked != null) asked.complete(stands ? allow : otherwise.apply(allow));
        }

        /** What becomes of its record will be known, and then it is time to say that the answer never left. */
        void giveUp() {
            Verdict allow;
            CompletableFuture<Verdict> asked;
            synchronized (this) {
                allow = verdict;
                asked = waiting;
                waiting = null;
            }
            if (asked != null && allow != null) asked.complete(allow.withheld());
        }
    }
}
