package dev.mandate.cli.questions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.mandate.cli.terminal.ShownTime;
import dev.mandate.events.cloudevents.PlainText;
import dev.mandate.events.risk.FindingEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A recording of a session in words, a step a paragraph. */
final class RecordingText {
    private final StringBuilder text = new StringBuilder();
    private final Map<String, JsonNode> agreements = new LinkedHashMap<>();

    private RecordingText() {}

    static String of(JsonNode recording) {
        var it = new RecordingText();
        it.line(
                0,
                "Session " + recording.path("session").asText()
                        + quoted(recording.path("task").asText(""))
                        + (recording.has("person")
                                ? ", " + recording.path("person").path("name").asText() + " answers for it"
                                : ", nobody is known to answer for it"));
        for (var gap : recording.path("gaps"))
            it.line(
                    1,
                    "! " + gap.path("denials").asText() + " denials and "
                            + gap.path("allows").asText()
                            + " allows of whichever session left without a record between "
                            + ShownTime.happened(gap.path("from")) + " and "
                            + ShownTime.happened(gap.path("until")));
        for (var agreement : recording.path("agreements"))
            it.agreements.put(agreement.path("delegation").asText(), agreement);
        it.agreements.values().forEach(agreement -> it.line(1, agreement(agreement)));
        for (var step : recording.path("steps")) it.step(step);
        for (var finding : recording.path("findings")) it.line(1, finding(finding) + ", about the session");
        if (recording.hasNonNull("next")) it.line(0, "There is more than these.");
        return it.text.toString();
    }

    private void step(JsonNode step) {
        var labels = joined(step.path("labels"));
        var who = step.path("agent").path("name").asText("somebody");
        var subject = step.path("subject").asText();
        var did =
                switch (step.path("kind").asText()) {
                    case "DELEGATION", "AGREEMENT" -> subject;
                    case "QUESTION" -> who + " asked to " + subject;
                    case "MODEL" -> who + " asked the model " + subject;
                    default ->
                        isDryRun(step.path("verdict"))
                                ? "somebody asked whether " + who + " may call " + subject
                                : who + (isMade(step) ? " called " : " asked to call ") + subject;
                };
        line(
                0,
                "%4d  %s  %s%s%s"
                        .formatted(
                                step.path("number").asInt(),
                                ShownTime.happened(step.path("at")),
                                did,
                                labels.isEmpty() ? "" : " (" + labels + ")",
                                verdict(step.path("verdict"))));
        behind(step.path("verdict").path("agreed").asText(""));
        for (var argument : step.path("arguments"))
            line(2, argument.path("name").asText() + " = " + value(argument));
        for (var outcome : step.path("outcomes")) outcome(outcome);
        for (var approval : step.path("approvals"))
            line(
                    2,
                    became(approval)
                            + (approval.has("reason")
                                    ? ": " + approval.path("reason").asText()
                                    : "") + " ("
                            + approval.path("approval").asText() + ")");
        for (var finding : step.path("findings"))
            line(2, finding(finding) + (finding.path("raised").asBoolean() ? ", raised here" : ", part of it"));
        for (var odd : step.path("told")) line(2, "! " + odd.asText());
    }

    /** Who answered uses nothing up: the call does. */
    private static String became(JsonNode approval) {
        var status = approval.path("status").asText();
        if (!approval.has("by")) return status;
        var by = approval.path("by").asText();
        return switch (status) {
            case "used" -> "used up by this call, as " + by + " had said yes";
            case "ended" -> "over, though " + by + " had answered";
            default -> status + " by " + by;
        };
    }

    private static String agreement(JsonNode it) {
        var ended = !it.path("status").asText().equals("active");
        return it.path("by").path("name").asText("somebody") + (ended ? " wasn't" : " isn't") + " asked for calls of "
                + it.path("tool").asText() + " by "
                + it.path("agent").path("name").asText("an agent")
                + (ended ? " until that was ended" : " until " + ShownTime.of(it.path("until")))
                + ", as long as they keep to its limits ("
                + it.path("delegation").asText() + ")";
    }

    /** Why nobody was asked. */
    private void behind(String id) {
        if (id.isEmpty()) return;
        var it = agreements.getOrDefault(id, MissingNode.getInstance());
        var until = ShownTime.of(it.path("until"));
        line(
                2,
                "nobody was asked, since " + it.path("by").path("name").asText("somebody") + " agreed to calls like it"
                        + (until.isEmpty() ? "" : " until " + until) + " (" + id + ")");
    }

    /** Whether its platform may have run it: not where it was stopped, or somebody only asked. */
    private static boolean isMade(JsonNode step) {
        if (isDryRun(step.path("verdict"))) return false;
        var allowed = !step.has("verdict")
                || step.path("verdict").path("answer").asText().equals("ALLOWED");
        var outcomes = step.path("outcomes");
        if (outcomes.isEmpty()) return allowed;
        for (var outcome : outcomes) if (!isBlocked(outcome)) return true;
        return false;
    }

    private static boolean isDryRun(JsonNode verdict) {
        return verdict.path("dryRun").asBoolean();
    }

    private static boolean isBlocked(JsonNode outcome) {
        return outcome.path("status").asText().equals("blocked");
    }

    private void outcome(JsonNode outcome) {
        if (isBlocked(outcome)) {
            line(2, "not made: its platform stopped it");
            return;
        }
        var tokens = outcome.has("tokens") ? ", " + outcome.path("tokens").asText() + " tokens" : "";
        line(
                2,
                outcome.path("status").asText() + ", an answer of "
                        + outcome.path("size").asText() + (tokens.isEmpty() ? " characters" : " bytes") + tokens
                        + (outcome.path("suspicious").asBoolean() ? ", in which a classifier saw instructions" : ""));
        for (var one : outcome.path("kept"))
            line(3, "of the answer, " + one.path("name").asText() + " was " + answered(one));
        var leftOut = joined(outcome.path("leftOut"));
        if (!leftOut.isEmpty()) line(3, "no room was left for " + leftOut);
        for (var shown : outcome.path("shows")) line(3, "shows " + hidden(shown) + same(shown));
        var asked = joined(outcome.path("intentions"));
        if (!asked.isEmpty()) line(3, "the model asked for " + asked);
    }

    private static String verdict(JsonNode verdict) {
        if (verdict.isMissingNode()) return "";
        return ": " + (isDryRun(verdict) ? "not meant to be made, it would be " : "")
                + verdict.path("answer").asText().toLowerCase(Locale.ROOT)
                + (verdict.has("reason")
                        ? ", " + verdict.path("reason").asText().replace('_', ' ')
                        : "") + " ("
                + verdict.path("decision").asText() + ")";
    }

    /** Whoever wrote it: what a tool answers may be a stranger's. */
    private static String answered(JsonNode value) {
        return value.has("text") ? PlainText.quoted(value.path("text").asText()) + same(value) : value(value);
    }

    private static String value(JsonNode value) {
        if (value.has("text")) return value.path("text").asText() + same(value);
        var mentions = new ArrayList<String>();
        value.path("mentions").forEach(mention -> mentions.add(hidden(mention) + same(mention)));
        return (value.path("kept").asText().equals("SECRET") ? "a secret, " : "")
                + hidden(value)
                + (value.has("host") || !value.has("length")
                        ? ""
                        : ", " + value.path("length").asText() + " characters")
                + same(value)
                + (mentions.isEmpty() ? "" : ", which names " + String.join("; ", mentions));
    }

    private static String hidden(JsonNode value) {
        return ((value.has("host") ? "…" + value.path("host").asText() + " " : "")
                        + value.path("digest").asText("withheld"))
                .strip();
    }

    private static String same(JsonNode value) {
        return value.has("sameAs")
                ? ", the same as in step " + value.path("sameAs").asText()
                : "";
    }

    private static String finding(JsonNode finding) {
        var severity = FindingEvent.severityName(finding.path("severity").asInt());
        return "finding " + finding.path("finding").asText() + ": "
                + finding.path("title").asText()
                + (severity == null ? "" : ", " + severity);
    }

    private static String quoted(String task) {
        return task.isEmpty() ? "" : ", " + PlainText.quoted(task);
    }

    private static String joined(JsonNode texts) {
        var all = new ArrayList<String>();
        texts.forEach(text -> all.add(text.asText()));
        return String.join(", ", all);
    }

    private void line(int depth, String words) {
        text.append("   ".repeat(depth)).append(words).append('\n');
    }
}
