package dev.mandate.console.sessions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.console.sessions.Sessions.Argument;
import dev.mandate.console.sessions.Sessions.Finding;
import dev.mandate.console.sessions.Sessions.Step;
import dev.mandate.events.cloudevents.PlainText;
import dev.mandate.events.risk.FindingEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** A step of a recording, as people read it. */
final class StepInWords {
    private StepInWords() {}

    /**
     * From audit-service's form of it.
     *
     * @param agreements by one of which nobody may have been asked
     */
    static Step of(JsonNode it, AgreementsInWords agreements) {
        var verdict = it.path("verdict");
        return new Step(
                it.path("number").asInt(),
                it.path("at").asText(),
                isAgreement(it) ? "" : it.path("agent").path("name").asText("Somebody"),
                isDryRun(verdict) ? "was asked about: " + subject(it) : did(it),
                String.join(", ", each(it.path("labels"), JsonNode::asText)),
                verdict(verdict) + agreements.behind(verdict),
                verdict.path("answer").asText().equals("ALLOWED"),
                verdict.path("decision").asText(""),
                each(
                        it.path("arguments"),
                        value -> new Argument(
                                value.path("name").asText(),
                                shown(value),
                                value.path("sameAs").asInt())),
                outcomes(it.path("outcomes")),
                each(it.path("approvals"), StepInWords::approval),
                each(it.path("findings"), StepInWords::finding),
                each(it.path("told"), JsonNode::asText));
    }

    /** Nobody did anything: its words say who is asked of what. */
    private static boolean isAgreement(JsonNode it) {
        return it.path("kind").asText().equals("AGREEMENT");
    }

    /** Whether somebody only wanted to know. */
    private static boolean isDryRun(JsonNode verdict) {
        return verdict.path("dryRun").asBoolean();
    }

    private static String subject(JsonNode it) {
        return it.hasNonNull("title")
                ? PlainText.quoted(it.path("title").asText())
                : it.path("subject").asText();
    }

    private static String did(JsonNode it) {
        var subject = it.path("subject").asText();
        return switch (it.path("kind").asText()) {
            case "AGREEMENT" -> subject;
            case "DELEGATION" -> "was given a task: " + subject;
            case "QUESTION" -> "asked to " + subject;
            case "MODEL" -> "asked the model " + subject;
            default -> "called " + subject(it);
        };
    }

    private static String verdict(JsonNode it) {
        var reason = it.hasNonNull("reason") ? ": " + it.path("reason").asText().replace('_', ' ') : "";
        if (isDryRun(it))
            return switch (it.path("answer").asText()) {
                case "ALLOWED" -> "Asked, not meant to be made: it would be allowed";
                case "HELD" -> "Asked, not meant to be made: it would be held until somebody approves it" + reason;
                default -> "Asked, not meant to be made: it would be denied" + reason;
            };
        return switch (it.path("answer").asText()) {
            case "ALLOWED" -> "Allowed";
            case "DENIED" -> "Denied" + reason;
            case "HELD" -> "Held until somebody approves it" + reason;
            default -> "";
        };
    }

    private static String shown(JsonNode value) {
        if (value.has("text")) return value.path("text").asText();
        var mentions = each(value.path("mentions"), mention -> hidden(mention) + same(mention));
        return (value.path("kept").asText().equals("SECRET") ? "a secret: " : "")
                + hidden(value)
                + (value.has("host") || !value.has("length")
                        ? ""
                        : ", " + value.path("length").asText() + " characters")
                + (mentions.isEmpty() ? "" : ", which names " + String.join("; ", mentions));
    }

    /** Whoever wrote it: what a tool answers may be a stranger's. */
    private static String answered(JsonNode value) {
        return value.has("text") ? PlainText.quoted(value.path("text").asText()) : shown(value);
    }

    private static String hidden(JsonNode value) {
        var host = value.has("host") ? "…" + value.path("host").asText() + " " : "";
        return (host + value.path("digest").asText("withheld")).strip();
    }

    private static String same(JsonNode value) {
        return value.has("sameAs") ? " (as in step " + value.path("sameAs").asText() + ")" : "";
    }

    private static List<String> outcomes(JsonNode outcomes) {
        var said = new ArrayList<String>();
        for (var it : outcomes) {
            var model = it.has("tokens");
            if (it.path("status").asText().equals("blocked")) said.add("Not made: its platform stopped it.");
            else
                said.add(capital(it.path("status").asText()) + ", with an answer of "
                        + it.path("size").asText() + (model ? " bytes" : " characters")
                        + (model ? " and " + it.path("tokens").asText() + " tokens" : "") + ".");
            if (it.path("suspicious").asBoolean()) said.add("A classifier saw instructions in the answer.");
            for (var one : it.path("kept"))
                said.add("Of the answer, " + one.path("name").asText() + " was " + answered(one) + same(one) + ".");
            var leftOut = each(it.path("leftOut"), JsonNode::asText);
            if (!leftOut.isEmpty()) said.add("No room was left for " + String.join(", ", leftOut) + ".");
            var shows = each(it.path("shows"), one -> hidden(one) + same(one));
            if (!shows.isEmpty()) said.add("The answer showed " + String.join("; ", shows) + ".");
            var asked = each(it.path("intentions"), JsonNode::asText);
            if (!asked.isEmpty()) said.add("The model asked for " + String.join(", ", asked) + ".");
        }
        return said;
    }

    private static String approval(JsonNode it) {
        var by = it.hasNonNull("by") ? it.path("by").asText() : "Somebody";
        var reason = it.hasNonNull("reason")
                ? ": " + PlainText.quoted(it.path("reason").asText())
                : ".";
        return switch (it.path("status").asText()) {
            case "asked" -> "A person was asked.";
            case "granted" -> by + " said yes" + reason;
            case "refused" -> by + " said no" + reason;
            case "used" -> "The yes was used up.";
            default -> "The time for it is over.";
        };
    }

    /** Of a step, or of the session. */
    static Finding finding(JsonNode it) {
        var severity = FindingEvent.severityName(it.path("severity").asInt());
        var words = Objects.requireNonNullElse(severity, "of unknown severity");
        return new Finding(
                it.path("finding").asText(),
                it.path("title").asText(),
                words + (it.path("raised").asBoolean() ? ", raised here" : ""));
    }

    /** In order. */
    static <T> List<T> each(JsonNode nodes, Function<JsonNode, T> of) {
        var all = new ArrayList<T>();
        nodes.forEach(node -> all.add(of.apply(node)));
        return all;
    }

    private static String capital(String word) {
        return word.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }
}
