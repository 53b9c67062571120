package dev.mandate.audit.recordings;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.audit.recordings.Recording.Answered;
import dev.mandate.audit.recordings.Recording.Outcome;
import dev.mandate.audit.trail.SessionLines;
import dev.mandate.audit.trail.TrailEntry;
import dev.mandate.events.administration.Actor;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.lifecycle.CatalogEntry.Tool;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What became of a decision, from the lines that name it. */
final class OutcomeReader {
    private static final int MOST = 10;
    private static final int MOST_INTENTIONS = 20;
    /** Numbers however they are written, everything else as it is. */
    private static final Comparator<JsonNode> BY_VALUE = (one, other) -> one.isNumber() && other.isNumber()
            ? one.decimalValue().compareTo(other.decimalValue())
            : one.equals(other) ? 0 : 1;

    private final ShownValues values;
    private final Function<Actor, String> names;

    OutcomeReader(ShownValues values, Function<Actor, String> names) {
        this.values = values;
        this.names = names;
    }

    static boolean reports(TrailEntry line) {
        return line.topic().equals("agent.actions.v1");
    }

    /** @param id of the tool or model that it is about */
    List<Outcome> outcomes(int step, @Nullable Tool tool, String id, List<TrailEntry> lines) {
        return lines.stream()
                .filter(OutcomeReader::reports)
                .limit(MOST)
                .map(line -> outcome(step, tool, id, line))
                .toList();
    }

    private Outcome outcome(int step, @Nullable Tool tool, String id, TrailEntry line) {
        var payload = line.payload();
        var result = payload.path("result");
        var model = payload.has("model");
        var intentions = new ArrayList<String>();
        for (var intention : payload.path("intentions"))
            if (intentions.size() < MOST_INTENTIONS)
                intentions.add(intention.path("tool").asText());
        var usage = payload.path("usage");
        return new Outcome(
                line.occurredAt(),
                line.outcome() == null ? "unknown" : line.outcome(),
                (model ? payload : result).path("size").asLong(),
                values.kept(step, tool, id, result.path("kept")),
                ShownValues.leftOut(result.path("kept")),
                values.identifiers(step, result.path("identifiers")),
                result.hasNonNull("suspicious") ? result.path("suspicious").asBoolean() : null,
                model ? usage.path("input").asLong() + usage.path("output").asLong() : null,
                intentions);
    }

    List<Answered> approvals(List<TrailEntry> lines) {
        return lines.stream()
                .filter(line -> line.topic().equals("lifecycle.approvals.v1"))
                .limit(MOST)
                .map(this::approval)
                .toList();
    }

    private Answered approval(TrailEntry line) {
        var answer = line.payload().path("answer");
        return new Answered(
                line.payload().path("approval").asText(),
                line.outcome() == null ? "unknown" : line.outcome(),
                line.occurredAt(),
                answer.isObject() ? named(answer.path("by")) : null,
                answer.hasNonNull("reason")
                        ? values.masked(answer.path("reason").asText())
                        : null);
    }

    /** Null for what names nobody. */
    @Nullable
    String named(JsonNode by) {
        if (!by.isObject()) return null;
        try {
            return names.apply(EventJson.mapper().convertValue(by, Actor.class));
        } catch (IllegalArgumentException e) {
            return null; // from before this version's form
        }
    }

    /** As they were decided about; of a call that was decided about without any, as it was reported first. */
    static JsonNode arguments(JsonNode decided, List<TrailEntry> lines) {
        var its = decided.path("arguments");
        if (!its.isEmpty()) return its;
        return lines.stream()
                .filter(OutcomeReader::reports)
                .findFirst()
                .map(line -> line.payload().path("arguments"))
                .orElse(its);
    }

    /** Without what those tell who don't show what the decision was given with: no step shows it as what came of it. */
    static List<TrailEntry> heard(JsonNode decided, List<TrailEntry> lines) {
        return lines.stream()
                .filter(line -> !reports(line) || !isStrangers(decided, line))
                .toList();
    }

    /** What is odd about it, a sentence each. */
    static List<String> told(JsonNode decided, List<TrailEntry> lines) {
        var told = new ArrayList<String>();
        var allowed = decided.path("allowed").asBoolean();
        var all = lines.size() < SessionLines.MOST_OF_EACH;
        var reports =
                heard(decided, lines).stream().filter(OutcomeReader::reports).toList();
        var withheld = lines.stream().anyMatch(line -> line.type().equals("authz.decision.withheld.v1"));
        if (withheld) told.add("The allow never left: its record was not acknowledged in time.");
        if (lines.stream().anyMatch(line -> line.type().equals("authz.decision.raced.v1")))
            told.add(
                    "It was given at the same time as others on another replica; with them it would have been denied.");
        if (lines.stream().anyMatch(line -> line.type().equals("authz.decision.misreported.v1")))
            told.add("Somebody told what came of it who had no say about it: that was refused.");
        if (allowed && reports.isEmpty() && !withheld && acts(decided))
            told.add(all ? "Nobody told what came of it." : "There is no room here for more that was told of it.");
        if (lines.stream().anyMatch(line -> reports(line) && isStrangers(decided, line)))
            told.add(
                    "Somebody told what came of it who didn't show what the decision was given with: that counts for nothing.");
        if (reports.size() > 1) told.add("It was reported " + reports.size() + " times" + (all ? "." : ", or more."));
        if (!allowed && reports.stream().anyMatch(line -> !"blocked".equals(line.outcome())))
            told.add("It was denied, and reported to have run.");
        if (reports.stream().anyMatch(line -> differs(decided, line.payload())))
            told.add("Other arguments were reported than were decided about.");
        if (decided.has("omitted") && !decided.path("omitted").isNull())
            told.add("Its arguments were too large for a record: "
                    + decided.path("omitted").path("bytes").asLong() + " bytes.");
        return told;
    }

    private static boolean acts(JsonNode decided) {
        return decided.path("resource").asText().matches("(tool|model)/.*");
    }

    private static boolean isStrangers(JsonNode decided, TrailEntry line) {
        return decided.hasNonNull("receipt")
                && !decided.path("receipt").equals(line.payload().path("receipt"));
    }

    private static boolean differs(JsonNode decided, JsonNode reported) {
        if (!reported.has("arguments")
                || !decided.has("arguments")
                || decided.path("arguments").isNull()) return false;
        return !decided.path("arguments").equals(BY_VALUE, reported.path("arguments"));
    }
}
