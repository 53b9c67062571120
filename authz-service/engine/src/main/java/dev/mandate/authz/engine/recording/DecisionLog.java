package dev.mandate.authz.engine.recording;

import dev.mandate.authz.engine.approvals.ApprovalUses;
import dev.mandate.authz.engine.decisions.answers.Verdict;
import dev.mandate.authz.engine.recording.DecisionRecorder.Underway;
import dev.mandate.authz.engine.sessions.RecordPlaces;
import dev.mandate.events.authz.DecisionAddendum;
import dev.mandate.events.authz.DecisionEvent;
import dev.mandate.events.authz.DecisionEvent.Logged;
import dev.mandate.events.cloudevents.Unwritable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that every answer is on record. It is given only after the broker has acknowledged its record, unless it is an allow
 * of an action group for which the operator chose otherwise. Without the acknowledgement an allow becomes a deny, and a {@code Withheld}
 * record of the same id follows; a denial is given all the same, once its record is kept. An allow that uses up an approval is given only once its record has come back as the first that does, and one
 * of a call that can have consequences only once all that is before it is known. An allow
 * whose record nobody could read is none at all. What was given without an acknowledgement is recorded sooner or later, or told
 * of by a gap.
 */
public final class DecisionLog implements AutoCloseable {
    private final DecisionRecorder recorder;
    private final BufferedActions buffered;
    private final DecisionMeter meter;
    private final ApprovalUses uses;
    private final RecordPlaces places;
    private final InstantSource clock;
    private final Duration patience;
    private final Patience<Awaited> late;

    /**
     * @param buffered what doesn't wait for its record
     * @param patience after which an allow that was not acknowledged is a deny, and a denial is given
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
        this.patience = patience;
        this.late = new Patience<>(
                "decision-log-late",
                patience,
                awaited -> awaited.one().settled(),
                awaited -> awaited.one().giveUp(awaited.record()));
        this.clock = clock;
    }

    private record Awaited(PendingAnswer one, Underway record) {}

    /** From now on nobody waits longer than patience goes. */
    public void start() {
        late.start();
    }

    @Override
    public void close() {
        late.close();
    }

    /** The verdict as it may be given to the caller. */
    public CompletableFuture<Verdict> keep(Verdict verdict) {
        if (verdict.question().dryRun()) return dryRun(verdict);
        if (!verdict.allowed()) return denied(verdict);
        if (verdict.approval() == null && buffered.cover(verdict.question())) {
            places.forget(verdict.id());
            return CompletableFuture.completedFuture(note(verdict));
        }
        var one = new Allow(verdict);
        try {
            if (sent(verdict.event(Logged.ACKNOWLEDGED), verdict, one)) return one.answer;
        } catch (Unwritable e) {
            unused(verdict);
            return denied(verdict.unrecordable());
        }
        // No allow of it is on record, so that a denial is all there is to tell.
        unused(verdict);
        return CompletableFuture.completedFuture(note(verdict.withheld()));
    }

    /** Given like a denial, since nothing is done by either: once its record is kept. */
    private CompletableFuture<Verdict> dryRun(Verdict verdict) {
        try {
            return denied(verdict);
        } catch (Unwritable e) {
            return denied(verdict.unrecordable());
        }
    }

    private CompletableFuture<Verdict> denied(Verdict denial) {
        places.forget(denial.id());
        var one = new Denial(denial);
        return sent(denial, one) ? one.answer : CompletableFuture.completedFuture(note(denial));
    }

    private boolean sent(Verdict denial, Denial one) {
        try {
            return sent(denial.event(Logged.ACKNOWLEDGED), denial, one);
        } catch (Unwritable e) {
            if (denial.allowed()) throw e; // a dry run's, which is told whole or not at all
            return sent(denial.briefly(Logged.ACKNOWLEDGED), denial, one);
        }
    }

    private boolean sent(DecisionEvent record, Verdict verdict, PendingAnswer one) {
        var underway = recorder.record(record, verdict.question().traceparent(), one::recorded);
        if (underway == null) return false;
        late.await(new Awaited(one, underway));
        return true;
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
            recorder.record(verdict.event(Logged.BUFFERED), verdict.question().traceparent());
        } catch (Unwritable e) {
            var denial = verdict.allowed() ? verdict.unrecordable() : verdict;
            recorder.record(denial.briefly(Logged.BUFFERED), denial.question().traceparent());
            return denial;
        }
        return verdict;
    }

    /** Stands, whatever becomes of its record. */
    private final class Denial extends PendingAnswer {
        private final Verdict verdict;

        Denial(Verdict verdict) {
            this.verdict = verdict;
        }

        @Override
        boolean settled() {
            return answer.isDone();
        }

        @Override
        void recorded(@Nullable Throwable failure) {
            meter.acknowledged(System.nanoTime() - began);
            answer.complete(verdict);
        }

        @Override
        void giveUp(Underway underway) {
            if (answer.isDone()) return;
            underway.keep(null);
            answer.complete(verdict);
        }
    }

    private final class Allow extends PendingAnswer {
        private @Nullable Verdict verdict;
        private @Nullable CompletableFuture<Verdict> waiting;
        private final Instant from = clock.instant();
        private boolean onRecord;
        /** Whether it is the first that uses its approval; null where it uses none. */
        private final @Nullable CompletableFuture<Boolean> first;
        /** Whether it stands after all that is before it; null where it doesn't matter. */
        private final @Nullable CompletableFuture<Boolean> placed;

        Allow(Verdict verdict) {
            this.verdict = verdict;
            this.waiting = answer;
            this.first = verdict.approval() == null ? null : uses.first(verdict.id());
            this.placed = places.of(verdict.id());
        }

        @Override
        synchronized boolean settled() {
            return waiting == null;
        }

        @Override
        void recorded(@Nullable Throwable failure) {
            meter.acknowledged(System.nanoTime() - began);
            if (failure != null) settle(false, Verdict::withheld, recorder::recordAfter);
            else if (!awaitsWhatIsBefore()) settle(true, Verdict::withheld, this::next);
            else {
                // The broker has it; what others did before, and whether they used the approval, its place on the topic
                // says.
                var unused = or(first).thenAcceptBoth(or(placed), this::settle);
            }
        }

        /** Nothing that was given up does: its answer has left, and is told at once. */
        private synchronized boolean awaitsWhatIsBefore() {
            onRecord = true;
            return waiting != null && (first != null || placed != null);
        }

        private static CompletableFuture<Boolean> or(@Nullable CompletableFuture<Boolean> awaited) {
            return awaited == null ? CompletableFuture.completedFuture(true) : awaited;
        }

        private void settle(boolean isFirst, boolean stands) {
            settle(isFirst && stands, isFirst ? Verdict::overtaken : Verdict::usedElsewhere, this::next);
        }

        /** After a record that the broker has, and before those of whatever is decided from now on. Kept until the broker has it, since that record alone would be untrue. */
        private void next(DecisionEvent event, @Nullable String traceparent) {
            var underway = recorder.record(event, traceparent, failure -> {});
            if (underway == null) recorder.recordAfter(event, traceparent);
            else underway.keep(null);
        }

        /** Where this process stood still, nobody gave it up in time: what it was decided by is of then. By either clock, since one of them stands still with some machines. */
        private boolean late() {
            return System.nanoTime() - began > patience.toNanos()
                    || Duration.between(from, clock.instant()).compareTo(patience) > 0;
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
            var leaves = stands && !late();
            // First, since whoever is answered decides the same anew.
            if (asked == null || !leaves)
                recording.accept(
                        allow.withheldRecord(clock.instant()), allow.question().traceparent());
            if (asked == null) return;
            if (leaves) asked.complete(allow);
            else asked.complete(stands ? allow.withheld() : otherwise.apply(allow));
        }

        /** What becomes of its record will be known, and then it is time to say that the answer never left: at once where it is on record by now. */
        @Override
        void giveUp(Underway underway) {
            Verdict allow;
            CompletableFuture<Verdict> asked;
            boolean known;
            synchronized (this) {
                known = onRecord;
                allow = verdict;
                asked = waiting;
                if (!known) waiting = null;
            }
            if (asked == null || allow == null) return;
            if (known) {
                settle(false, Verdict::withheld, this::next);
                return;
            }
            underway.keep(allow.withheldRecord(clock.instant()));
            asked.complete(allow.withheld());
        }
    }
}
