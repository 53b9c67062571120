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
     * reason if it has one.
     */
    static FindingEvent goesOn(@Nullable FindingEvent before, FindingEvent more) {
        if (more.statusId() == FindingEvent.RESOLVED && before != null && before.statusId() == FindingEvent.RESOLVED)
            return with(
                    more,
                    more.activityId(),
                    Instant.ofEpochMilli(more.time()),
                    before.statusId(),
                    before.statusDetail(),
                    more.alert(),
                    before.unmapped().triage());
        if (more.statusId() != FindingEvent.UNKNOWN) return more;
        var kept = before != null && before.statusId() == FindingEvent.IN_PROGRESS ? before : null;
        return with(
                more,
                more.activityId(),
                Instant.ofEpochMilli(more.time()),
                kept == null ? FindingEvent.NEW : kept.statusId(),
                kept == null ? null : kept.statusDetail(),
                more.alert(),
                kept == null ? null : kept.unmapped().triage());
    }

    /** It was over, and nobody but us says that it isn't any more. */
    static boolean reopens(FindingEvent before, FindingEvent after) {
        return after.statusId() == FindingEvent.NEW && before.statusId() > FindingEvent.IN_PROGRESS;
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
