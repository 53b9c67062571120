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

    /** More of an incident that somebody has looked at: what is worked at stays so, what was resolved is new again. */
    static FindingEvent goesOn(FindingEvent before, FindingEvent more) {
        if (before.statusId() != FindingEvent.IN_PROGRESS || more.statusId() != FindingEvent.NEW) return more;
        return with(
                more,
                more.activityId(),
                Instant.ofEpochMilli(more.time()),
                before.statusId(),
                before.statusDetail(),
                more.alert(),
                before.unmapped().triage());
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
