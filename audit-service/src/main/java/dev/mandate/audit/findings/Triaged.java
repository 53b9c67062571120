package dev.mandate.audit.findings;

import dev.mandate.events.risk.FindingEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A finding after somebody looked at it. */
final class Triaged {
    private Triaged() {}

    static FindingEvent of(
            FindingEvent finding, int status, @Nullable String detail, boolean alert, FindingEvent.Triage triage) {
        var activity = status == FindingEvent.RESOLVED ? FindingEvent.CLOSE : FindingEvent.UPDATE;
        return with(finding, activity, triage.at(), status, detail, alert, triage);
    }

    /**
     * More of an incident, by the risk job, which doesn't know what people have done about it: what is worked at stays so; what was
     * resolved, or whose suppression is over, is new again. What the job itself closes, since nothing of it stands, keeps a person's
     * reason if it has one. Of suppressions the job hears later than we do, so where it goes by another end than ours, ours counts.
     *
     * @param said what people said last of such matches; null if nobody said anything
     */
    static FindingEvent goesOn(
            @Nullable FindingEvent before, FindingEvent more, @Nullable SuppressionRow said, Instant now) {
        if (more.statusId() == FindingEvent.RESOLVED)
            return before != null && before.statusId() == FindingEvent.RESOLVED
                    ? with(
                            more,
                            before.statusId(),
                            before.statusDetail(),
                            false,
                            before.unmapped().triage())
                    : more;
        if (more.statusId() == FindingEvent.SUPPRESSED && said != null && said.until.equals(toldUntil(more)))
            return more;
        if (said != null && said.until.isAfter(now))
            return with(
                    more,
                    FindingEvent.SUPPRESSED,
                    said.reason,
                    false,
                    new FindingEvent.Triage(said.saidBy, Instant.ofEpochMilli(more.time()), said.until));
        if (more.statusId() == FindingEvent.NEW) return more;
        if (before != null && before.statusId() == FindingEvent.IN_PROGRESS)
            return with(
                    more,
                    before.statusId(),
                    before.statusDetail(),
                    !more.shadow(),
                    before.unmapped().triage());
        return with(more, FindingEvent.NEW, null, !more.shadow(), null);
    }

    private static @Nullable Instant toldUntil(FindingEvent finding) {
        var triage = finding.unmapped().triage();
        return triage == null ? null : triage.until();
    }

    /** Those who read what the job told would take it for something else, and nobody but us says so. */
    static boolean corrects(@Nullable FindingEvent before, FindingEvent more, FindingEvent after) {
        var taken = more.statusId() != FindingEvent.UNKNOWN || before == null ? more.statusId() : before.statusId();
        return after.statusId() != taken || after.alert() != more.alert();
    }

    private static FindingEvent with(
            FindingEvent more,
            int status,
            @Nullable String detail,
            boolean alert,
            FindingEvent.@Nullable Triage triage) {
        return with(more, more.activityId(), Instant.ofEpochMilli(more.time()), status, detail, alert, triage);
    }

    private static FindingEvent with(
            FindingEvent finding,
            int activity,
            Instant time,
            int status,
            @Nullable String detail,
            boolean alert,
            FindingEvent.@Nullable Triage triage) {
        var info = finding.findingInfo();
        var about = finding.unmapped();
        return new FindingEvent(
                activity,
                finding.categoryUid(),
                finding.classUid(),
                finding.classUid() * 100L + activity,
                time.toEpochMilli(),
                finding.severityId(),
                status,
                detail,
                finding.confidenceId(),
                alert,
                finding.count(),
                finding.message(),
                finding.metadata(),
                new FindingEvent.FindingInfo(
                        info.uid(),
                        info.title(),
                        info.desc(),
                        info.analytic(),
                        info.attacks(),
                        info.createdTime(),
                        info.firstSeenTime(),
                        info.lastSeenTime(),
                        time.toEpochMilli(),
                        info.types()),
                finding.evidences(),
                finding.remediation(),
                new FindingEvent.Unmapped(
                        about.session(),
                        about.delegation(),
                        about.agents(),
                        about.person(),
                        about.recommendation(),
                        about.group(),
                        triage));
    }
}
