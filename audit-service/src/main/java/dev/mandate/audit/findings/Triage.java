package dev.mandate.audit.findings;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.risk.FindingEvent;
import dev.mandate.events.risk.SuppressionState;
import dev.mandate.messaging.http.ProblemException;
import dev.mandate.messaging.outbox.Outbox;
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
    private static final Duration LONGEST = Duration.ofDays(90);
    private static final int MAX_REASON = 1000;

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
    Uni<FindingEvent> acknowledge(String uid, Actor by) {
        return change(uid, finding -> {
            if (finding.statusId() == FindingEvent.IN_PROGRESS) return finding;
            if (finding.statusId() != FindingEvent.NEW) throw over(finding);
            return Triaged.of(finding, FindingEvent.IN_PROGRESS, null, finding.alert(), triage(by, null));
        });
    }

    /** Nothing is to be done about it any more; a later match of the same incident makes it new again. */
    Uni<FindingEvent> resolve(String uid, @Nullable String reason, Actor by) {
        var because = required(reason);
        return change(
                uid,
                finding -> finding.statusId() == FindingEvent.RESOLVED
                        ? finding
                        : Triaged.of(finding, FindingEvent.RESOLVED, because, false, triage(by, null)));
    }

    /** Neither it nor what the same rule finds in the same group alerts anybody until then. */
    Uni<FindingEvent> suppress(String uid, @Nullable Instant asked, @Nullable String reason, Actor by) {
        var because = required(reason);
        var now = clock.instant();
        var until =
                asked == null ? null : asked.truncatedTo(ChronoUnit.MILLIS); // as the database and the topic tell it
        if (until == null || !until.isAfter(now) || until.isAfter(now.plus(LONGEST)))
            throw new ProblemException(
                    400, "bad-until", "Name an instant within the next " + LONGEST.toDays() + " days", "/until");
        return Panache.withTransaction(() -> changed(uid, finding -> {
                    if (finding.statusId() == FindingEvent.RESOLVED) throw over(finding);
                    return Triaged.of(finding, FindingEvent.SUPPRESSED, because, false, triage(by, until));
                })
                .chain(finding ->
                        suppression(finding, false, until, because, by).replaceWith(finding)));
    }

    /** What the same rule finds in the same group alerts from now on, as if the suppression had run out; the finding is new again. */
    Uni<FindingEvent> lift(String uid, @Nullable String reason, Actor by) {
        var because = required(reason);
        return Panache.withTransaction(() -> changed(uid, finding -> {
                    if (finding.statusId() != FindingEvent.SUPPRESSED)
                        throw new ProblemException(
                                409, "not-suppressed", "Leave it; only what is suppressed can be lifted", "id");
                    return Triaged.of(finding, FindingEvent.NEW, because, !finding.shadow(), triage(by, null));
                })
                .chain(finding -> suppression(
                                finding, true, clock.instant().truncatedTo(ChronoUnit.MILLIS), because, by)
                        .replaceWith(finding)));
    }

    /** @param over it ends now */
    private Uni<Void> suppression(FindingEvent finding, boolean over, Instant until, String reason, Actor by) {
        var group = finding.unmapped().group();
        if (group == null) return Uni.createFrom().voidItem(); // no rule file: the next one is about something else
        var rule = finding.findingInfo().analytic().uid();
        return suppressions
                .say(rule, group, until, reason, by.acting())
                .chain(row -> outbox.publish(
                        SuppressionState.FAMILY,
                        new SuppressionState(row.id, row.revision, over, rule, group, until, reason, by.acting(), by)));
    }

    private Uni<FindingEvent> change(String uid, Function<FindingEvent, FindingEvent> change) {
        return Panache.withTransaction(() -> changed(uid, change));
    }

    private Uni<FindingEvent> changed(String uid, Function<FindingEvent, FindingEvent> change) {
        return findings.locked(uid).chain(row -> {
            if (row == null)
                throw new ProblemException(404, "no-such-finding", "Look it up with GET /findings and a filter", "id");
            var before = row.finding();
            var after = change.apply(before);
            if (after.equals(before)) return Uni.createFrom().item(after);
            row.take(after);
            return outbox.publish(FindingEvent.FAMILY, after).replaceWith(after);
        });
    }

    private FindingEvent.Triage triage(Actor by, @Nullable Instant until) {
        return new FindingEvent.Triage(by.acting(), clock.instant().truncatedTo(ChronoUnit.MILLIS), until, by);
    }

    private static String required(@Nullable String reason) {
        if (reason == null || reason.isBlank() || reason.length() > MAX_REASON)
            throw new ProblemException(400, "bad-reason", "Say why, in 1 to " + MAX_REASON + " characters", "/reason");
        return reason;
    }

    private static ProblemException over(FindingEvent finding) {
        return new ProblemException(
                409,
                "finding-over",
                finding.statusId() == FindingEvent.RESOLVED
                        ? "Leave it; it is resolved, and a later match makes it new again"
                        : "Resolve it, or lift the suppression first; a match after its end makes it new again");
    }
}
