package dev.mandate.audit.engine.incidents;

import dev.mandate.audit.engine.bounds.Bounds;
import dev.mandate.audit.engine.bounds.Fingerprint;
import dev.mandate.audit.engine.bounds.Text;
import dev.mandate.audit.engine.calls.RiskEvent;
import dev.mandate.audit.engine.calls.RiskFields;
import dev.mandate.audit.engine.sigma.correlation.Match;
import dev.mandate.audit.engine.sigma.correlation.types.Level;
import dev.mandate.audit.engine.sigma.correlation.types.Rule;
import dev.mandate.events.ids.FindingId;
import dev.mandate.events.risk.FindingEvent;
import dev.mandate.events.risk.SuppressionState;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes matches as OCSF Detection Findings: the same match is the same finding, byte for byte. */
public final class Findings {
    private static final FindingEvent.Metadata METADATA =
            new FindingEvent.Metadata("1.8.0", new FindingEvent.Metadata.Product("Mandate", "Mandate"));
    private static final String ATLAS = "atlas.aml.";
    private static final int MEDIUM = 2;
    private static final int MAX_TAGS = 32;

    private Findings() {}

    /** The id of the incident's finding. */
    public static String id(Match match) {
        return FindingId.PREFIX
                + Fingerprint.of(match.rule().version(), match.group().encoded(), match.incident());
    }

    /** @param newest evidence of the match that it is told for */
    public static FindingEvent of(
            Match match, OpenIncident incident, List<RiskEvent> newest, Optional<SuppressionState> suppression) {
        return of(match, incident, incident.evidences(newest), suppression, null);
    }

    /** @param cause came late, and cancels what was told */
    public static FindingEvent withdrawn(
            Match match, OpenIncident incident, RiskEvent cause, Optional<SuppressionState> suppression) {
        var why = cause.text(RiskFields.AGENT) + " called " + cause.text(RiskFields.TOOL) + " at " + cause.at()
                + ", which was told late and cancels what began before it";
        return of(match, incident, incident.evidences(List.of()), suppression, why);
    }

    private static FindingEvent of(
            Match match,
            OpenIncident incident,
            List<RiskEvent> events,
            Optional<SuppressionState> suppression,
            @Nullable String withdrawn) {
        var rule = match.rule();
        var about = Evidences.about(events);
        var closed = incident.count() == 0;
        var alert = rule.level() != Level.INFORMATIONAL && !match.shadow() && suppression.isEmpty() && !closed;
        var activity =
                closed ? FindingEvent.CLOSE : incident.revision() == 1 ? FindingEvent.CREATE : FindingEvent.UPDATE;
        return new FindingEvent(
                activity,
                FindingEvent.CATEGORY,
                FindingEvent.CLASS,
                FindingEvent.CLASS * 100L + activity,
                incident.lastSeen(),
                severity(rule.level()),
                closed ? FindingEvent.RESOLVED : status(activity, suppression.isPresent()),
                closed
                        ? Text.shown("withdrawn: " + withdrawn, Bounds.FINDING_TEXT)
                        : suppression
                                .map(it -> Text.shown(it.reason(), Bounds.FINDING_TEXT))
                                .orElse(null),
                MEDIUM,
                alert,
                Math.max(1, incident.count()), // OCSF has no finding of nothing
                message(title(rule) + ": " + Evidences.story(events) + times(incident.count())
                        + (withdrawn == null ? "" : (closed ? "; withdrawn: " : "; withdrawn in part: ") + withdrawn)),
                METADATA,
                new FindingEvent.FindingInfo(
                        new FindingId(incident.finding()),
                        title(rule),
                        Text.shown(rule.description(), Bounds.FINDING_TEXT),
                        new FindingEvent.Analytic(
                                Text.name(rule.id(), Bounds.RULE),
                                title(rule),
                                incident.version(),
                                FindingEvent.Analytic.RULE,
                                match.shadow() ? FindingEvent.Analytic.EXPERIMENTAL : FindingEvent.Analytic.ACTIVE),
                        attacks(rule),
                        incident.created(),
                        incident.firstSeen(),
                        incident.lastSeen(),
                        activity == FindingEvent.CREATE ? null : incident.lastSeen(),
                        tags(rule)),
                events.stream().map(Evidences::of).toList(),
                new FindingEvent.Remediation(response(rule)),
                new FindingEvent.Unmapped(
                        about.session(),
                        about.delegation(),
                        about.agents(),
                        about.person(),
                        null,
                        match.group().shared(),
                        suppression
                                .map(it -> new FindingEvent.Triage(
                                        it.by(), Instant.ofEpochMilli(incident.lastSeen()), it.until()))
                                .orElse(null)));
    }

    /** A finding of what no rule file says: told once. */
    public static FindingEvent finding(
            FindingId id,
            Rule rule,
            Instant at,
            String message,
            List<FindingEvent.Evidence> evidences,
            FindingEvent.Unmapped about) {
        return new FindingEvent(
                FindingEvent.CREATE,
                FindingEvent.CATEGORY,
                FindingEvent.CLASS,
                FindingEvent.CLASS * 100L + FindingEvent.CREATE,
                at.toEpochMilli(),
                severity(rule.level()),
                FindingEvent.NEW,
                null,
                MEDIUM,
                true,
                1,
                message(message),
                METADATA,
                new FindingEvent.FindingInfo(
                        id,
                        title(rule),
                        rule.description(),
                        new FindingEvent.Analytic(
                                rule.id(),
                                rule.title(),
                                rule.version(),
                                FindingEvent.Analytic.RULE,
                                FindingEvent.Analytic.ACTIVE),
                        attacks(rule),
                        at.toEpochMilli(),
                        at.toEpochMilli(),
                        at.toEpochMilli(),
                        null,
                        rule.tags()),
                evidences,
                about.recommendation() == null ? null : new FindingEvent.Remediation(about.recommendation()),
                new FindingEvent.Unmapped(about.session(), about.delegation(), about.agents(), about.person(), null));
    }

    private static String title(Rule rule) {
        return Text.shown(rule.title(), Bounds.FINDING_TITLE);
    }

    private static String message(String message) {
        return Text.shown(message, Bounds.FINDING_MESSAGE);
    }

    private static List<String> tags(Rule rule) {
        return rule.tags().stream()
                .limit(MAX_TAGS)
                .map(tag -> Text.shown(tag, Bounds.RULE))
                .toList();
    }

    private static @Nullable List<FindingEvent.Attack> attacks(Rule rule) {
        var attacks = tags(rule).stream()
                .filter(tag -> tag.startsWith(ATLAS))
                .map(tag -> new FindingEvent.Attack(new FindingEvent.Attack.Technique(
                        tag.substring("atlas.".length()).toUpperCase(Locale.ROOT))))
                .toList();
        return attacks.isEmpty() ? null : attacks;
    }

    private static String times(int count) {
        return count <= 1 ? "" : " (" + count + " times so far)";
    }

    private static int severity(Level level) {
        return level.ordinal() + 1;
    }

    private static String response(Rule rule) {
        return Text.shown(
                "Ask the accountable person whether the task called for this; revoke the delegation if not."
                        + (rule.falsePositives().isEmpty()
                                ? ""
                                : " Harmless where: " + String.join("; ", rule.falsePositives())),
                Bounds.FINDING_TEXT);
    }

    /** An update says nothing of what people have done about the incident meanwhile. */
    private static int status(int activity, boolean suppressed) {
        if (suppressed) return FindingEvent.SUPPRESSED;
        return activity == FindingEvent.CREATE ? FindingEvent.NEW : FindingEvent.UNKNOWN;
    }
}
