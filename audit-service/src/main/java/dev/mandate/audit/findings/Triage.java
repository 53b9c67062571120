package dev.mandate.audit.findings;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.risk.FindingEvent;
import dev.mandate.events.risk.SuppressionState;
import dev.mandate.messaging.outbox.Outbox;
import dev.mandate.messaging.result.Result;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What people do about findings: row, outbox and so the trail in one transaction. */
@ApplicationScoped
class Triage {
    /** How far ahead a suppression may end. */
    static final Duration LONGEST = Duration.ofDays(90);

    /** Most characters of a reason. */
    static final int MAX_REASON = 1000;

    private final FindingStore findings;
    private final SuppressionStore suppressions;
    private final Outbox outbox;
    private final InstantSource clock;

    Triage(FindingStore findings, SuppressionStore suppressions, Outbox outbox, InstantSource clock) {
        this.findings = findings;
        this.suppressions = suppressions;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Somebody works at it. */
    Uni<Result<FindingEvent, FindingRefusal>> acknowledge(String uid, Actor by) {
        return change(uid, finding -> {
            if (finding.statusId() == FindingEvent.IN_PROGRESS) return Result.done(finding);
            if (finding.statusId() == FindingEvent.RESOLVED) return Result.refused(FindingRefusal.RESOLVED);
            if (finding.statusId() != FindingEvent.NEW) return Result.refused(FindingRefusal.SUPPRESSED);
            return Result.done(Triaged.of(finding, FindingEvent.IN_PROGRESS, null, finding.alert(), triage(by, null)));
        });
    }

    /** Nothing is to be done about it any more; a later match of the same incident makes it new again. */
    Uni<Result<FindingEvent, FindingRefusal>> resolve(String uid, @Nullable String reason, Actor by) {
        return reason(reason)
                .chain(because -> change(
                        uid,
                        finding -> Result.done(
                                finding.statusId() == FindingEvent.RESOLVED
                                        ? finding
                                        : Triaged.of(
                                                finding, FindingEvent.RESOLVED, because, false, triage(by, null)))));
    }

    /** Neither it nor what the same rule finds in the same group alerts anybody until then. */
    Uni<Result<FindingEvent, FindingRefusal>> suppress(
            String uid, @Nullable Instant until, @Nullable String reason, Actor by) {
        return reason(reason).chain(because -> end(until).chain(end -> suppressUntil(uid, end, because, by)));
    }

    private Uni<Result<FindingEvent, FindingRefusal>> suppressUntil(
            String uid, Instant until, String because, Actor by) {
        return Panache.withTransaction(() -> changed(
                        uid,
                        finding -> finding.statusId() == FindingEvent.RESOLVED
                                ? Result.refused(FindingRefusal.RESOLVED)
                                : Result.done(Triaged.of(
                                        finding, FindingEvent.SUPPRESSED, because, false, triage(by, until))))
                .chain(result -> result.chain(finding -> suppression(finding, false, until, because, by))));
    }

    /** What the same rule finds in the same group alerts from now on, as if the suppression had run out; the finding is new again. */
    Uni<Result<FindingEvent, FindingRefusal>> lift(String uid, @Nullable String reason, Actor by) {
        return reason(reason)
                .chain(because -> Panache.withTransaction(() -> changed(uid, finding -> lifted(finding, because, by))
                        .chain(result -> result.chain(finding -> suppression(finding, true, now(), because, by)))));
    }

    private Result<FindingEvent, FindingRefusal> lifted(FindingEvent finding, String because, Actor by) {
        if (finding.statusId() != FindingEvent.SUPPRESSED) return Result.refused(FindingRefusal.NOT_SUPPRESSED);
        return Result.done(Triaged.of(finding, FindingEvent.NEW, because, !finding.shadow(), triage(by, null)));
    }

    /** @param over it ends now */
    private Uni<Result<FindingEvent, FindingRefusal>> suppression(
            FindingEvent finding, boolean over, Instant until, String reason, Actor by) {
        var group = finding.unmapped().group();
        if (group == null) return Result.nowDone(finding); // no rule file: the next one is about something else
        var rule = finding.findingInfo().analytic().uid();
        return suppressions
                .say(rule, group, until, reason, by.acting())
                .chain(row -> outbox.publish(
                        SuppressionState.FAMILY,
                        new SuppressionState(row.id, row.revision, over, rule, group, until, reason, by.acting(), by)))
                .replaceWith(Result.done(finding));
    }

    private Uni<Result<FindingEvent, FindingRefusal>> change(
            String uid, Function<FindingEvent, Result<FindingEvent, FindingRefusal>> change) {
        return Panache.withTransaction(() -> changed(uid, change));
    }

    private Uni<Result<FindingEvent, FindingRefusal>> changed(
            String uid, Function<FindingEvent, Result<FindingEvent, FindingRefusal>> change) {
        return findings.locked(uid).chain(row -> {
            if (row == null) return Result.nowRefused(FindingRefusal.UNKNOWN_FINDING);
            var before = row.finding();
            return change.apply(before).chain(after -> {
                if (after.equals(before)) return Result.nowDone(after);
                row.take(after);
                return outbox.publish(FindingEvent.FAMILY, after).replaceWith(Result.done(after));
            });
        });
    }

    private FindingEvent.Triage triage(Actor by, @Nullable Instant until) {
        return new FindingEvent.Triage(by.acting(), now(), until, by);
    }

    /** As the database and the topic tell it. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private Result<Instant, FindingRefusal> end(@Nullable Instant until) {
        var now = clock.instant();
        var end = until == null ? now : until.truncatedTo(ChronoUnit.MILLIS);
        return end.isAfter(now) && !end.isAfter(now.plus(LONGEST))
                ? Result.done(end)
                : Result.refused(FindingRefusal.UNFIT_END);
    }

    private static Result<String, FindingRefusal> reason(@Nullable String reason) {
        return reason == null || reason.isBlank() || reason.length() > MAX_REASON
                ? Result.refused(FindingRefusal.UNFIT_REASON)
                : Result.done(reason);
    }
}
