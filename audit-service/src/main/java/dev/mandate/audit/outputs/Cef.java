package dev.mandate.audit.outputs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.audit.identities.FindingNames;
import dev.mandate.events.risk.FindingEvent;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A finding in ArcSight's Common Event Format, in one line.
 *
 * @see <a href="https://www.microfocus.com/documentation/arcsight/arcsight-smartconnectors-8.4/cef-implementation-standard/">CEF
 *     implementation standard</a>
 */
final class Cef {
    private static final int MAX_TEXT = 1023;
    private static final int[] SEVERITIES = {0, 1, 3, 5, 8, 10};

    private final StringBuilder text = new StringBuilder("CEF:0|Mandate|Mandate|1.0");
    private char separator = '|';

    private Cef() {}

    /** @param told it with names, as it is sent to webhooks */
    static String of(FindingEvent finding, JsonNode told) {
        var info = finding.findingInfo();
        var about = finding.unmapped();
        var triage = about.triage();
        var cef = new Cef();
        cef.header(info.analytic().uid());
        cef.header(info.title());
        cef.header(Integer.toString(severity(finding.severityId())));
        cef.field("rt", Long.toString(finding.time()));
        cef.field("start", text(info.firstSeenTime()));
        cef.field("end", text(info.lastSeenTime()));
        cef.field("externalId", info.uid().value());
        cef.field("cnt", text(finding.count()));
        cef.field("act", activity(finding.activityId()));
        cef.field("outcome", status(finding.statusId()));
        cef.field("reason", finding.statusDetail());
        cef.field("msg", told.path("message").asText());
        cef.field("suser", about.person());
        cef.field("duser", triage == null ? null : triage.by());
        cef.label("cs1", "session", about.session());
        cef.label("cs2", "delegation", about.delegation());
        cef.label("cs3", "agents", about.agents().isEmpty() ? null : String.join(",", about.agents()));
        cef.label("cs4", "ruleVersion", info.analytic().version());
        cef.label(
                "cs5",
                "atlas",
                info.attacks() == null
                        ? null
                        : info.attacks().stream()
                                .map(attack -> attack.technique().uid())
                                .collect(Collectors.joining(",")));
        var names = FindingNames.line(told);
        cef.label("cs6", "names", names.isEmpty() ? null : names);
        return cef.text.toString();
    }

    private void header(String value) {
        text.append('|')
                .append(oneLine(shortened(value), " ").replace("\\", "\\\\").replace("|", "\\|"));
    }

    private void label(String key, String label, @Nullable String value) {
        if (value == null) return;
        field(key + "Label", label);
        field(key, value);
    }

    private void field(String key, @Nullable String value) {
        if (value == null) return;
        text.append(separator)
                .append(key)
                .append('=')
                .append(oneLine(shortened(value).replace("\\", "\\\\").replace("=", "\\="), "\\n"));
        separator = ' ';
    }

    /** Before anything is escaped: half an escape would take the next character with it. */
    private static String shortened(String value) {
        if (value.length() <= MAX_TEXT) return value;
        var whole = Character.isHighSurrogate(value.charAt(MAX_TEXT - 1)) ? MAX_TEXT - 1 : MAX_TEXT;
        return value.substring(0, whole);
    }

    /** Nothing in a value begins another line, which a collector would take for another message. */
    private static String oneLine(String value, String instead) {
        return value.replaceAll("\\R", java.util.regex.Matcher.quoteReplacement(instead))
                .replaceAll("\\p{Cntrl}", " ");
    }

    private static int severity(int ocsf) {
        return ocsf >= 0 && ocsf < SEVERITIES.length ? SEVERITIES[ocsf] : 10;
    }

    private static String activity(int id) {
        return id == FindingEvent.CREATE ? "create" : id == FindingEvent.UPDATE ? "update" : "close";
    }

    private static String status(int id) {
        return switch (id) {
            case FindingEvent.IN_PROGRESS -> "in progress";
            case FindingEvent.SUPPRESSED -> "suppressed";
            case FindingEvent.RESOLVED -> "resolved";
            default -> "new";
        };
    }

    private static @Nullable String text(@Nullable Number value) {
        return value == null ? null : value.toString();
    }
}
