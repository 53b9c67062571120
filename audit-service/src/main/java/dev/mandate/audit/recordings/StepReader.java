package dev.mandate.audit.recordings;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.audit.engine.surroundings.Surroundings;
import dev.mandate.audit.identities.Accountable;
import dev.mandate.audit.identities.KnownClients;
import dev.mandate.audit.recordings.Recording.Answer;
import dev.mandate.audit.recordings.Recording.Kind;
import dev.mandate.audit.recordings.Recording.Party;
import dev.mandate.audit.recordings.Recording.RaisedFinding;
import dev.mandate.audit.recordings.Recording.ShownValue;
import dev.mandate.audit.recordings.Recording.Step;
import dev.mandate.audit.recordings.Recording.Verdict;
import dev.mandate.audit.trail.TrailEntry;
import dev.mandate.events.authz.DecisionEvent.Decided;
import dev.mandate.events.cloudevents.PlainText;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.lifecycle.CatalogEntry.Tool;
import dev.mandate.events.lifecycle.ToolLabel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes steps of lines of the trail. */
final class StepReader {
    private static final String MODEL = "model/";
    /** Reasons of a denial that a person's yes would change. */
    private static final Set<String> HELD = Set.of("approval_required", "risk_high");

    private final Accountable identities;
    private final KnownClients clients;
    private final Surroundings catalogue;
    private final ShownValues values;
    private final OutcomeReader outcomes;

    StepReader(Accountable identities, KnownClients clients, Surroundings catalogue, ShownValues values) {
        this.identities = identities;
        this.clients = clients;
        this.catalogue = catalogue;
        this.values = values;
        this.outcomes = new OutcomeReader(values, identities::named);
    }

    /**
     * @param after what became of decisions, by their ids
     * @param findings of the session
     */
    Step read(int number, TrailEntry line, Map<String, List<TrailEntry>> after, List<StepFinding> findings) {
        if (line.topic().equals("identity.delegations.v1"))
            return line.payload().hasNonNull("agreed") ? agreed(number, line) : handedOn(number, line);
        if (OutcomeReader.reports(line)) return reported(number, line, findings);
        return decided(number, line, after.getOrDefault(String.valueOf(line.decision()), List.of()), findings);
    }

    private Step decided(int number, TrailEntry line, List<TrailEntry> after, List<StepFinding> findings) {
        var decided = line.payload();
        var what = Subject.of(decided.path("resource").asText());
        var tool = tool(what);
        var heard = OutcomeReader.heard(decided, after);
        var arguments = values.arguments(number, tool, what.id(), OutcomeReader.arguments(decided, heard));
        var told = isDryRun(line) ? dryRun(decided, after) : OutcomeReader.told(decided, after);
        told.addAll(odd(line, arguments.size()));
        var names = names(after);
        if (line.decision() != null) names.add(line.decision());
        return new Step(
                number,
                line.occurredAt(),
                what.kind(),
                party(line.agent()),
                line.delegation(),
                what.shown(decided.path("action").asText()),
                tool == null ? null : tool.title(),
                labels(tool),
                verdict(line),
                arguments,
                outcomes.outcomes(number, tool, what.id(), heard),
                outcomes.approvals(after),
                about(names, findings),
                told);
    }

    private static boolean isDryRun(TrailEntry line) {
        return line.type().equals("authz.decision.dry-run.v1");
    }

    private List<String> dryRun(JsonNode answer, List<TrailEntry> after) {
        var told = new ArrayList<String>();
        var by = outcomes.named(answer.path("presenter"));
        told.add("It was a dry run" + (by == null ? "" : ", asked by " + by)
                + ": nobody meant to do it, and it counts nowhere.");
        if (after.stream().anyMatch(OutcomeReader::reports)) told.add("It was reported to have run all the same.");
        return told;
    }

    /** A call that no decision of the session speaks for. */
    private Step reported(int number, TrailEntry line, List<StepFinding> findings) {
        var call = line.payload();
        var model = call.has("model");
        var what = Subject.of(
                model
                        ? MODEL + call.path("model").asText()
                        : Decided.TOOL + call.path("tool").asText());
        var tool = tool(what);
        var arguments = values.arguments(number, tool, what.id(), call.path("arguments"));
        var told = new ArrayList<String>();
        told.add(
                line.decision() == null
                        ? "It was done without a decision."
                        : "It names a decision that is not on record for this session, or a dry run, by which nothing may be done.");
        told.addAll(odd(line, arguments.size()));
        return new Step(
                number,
                line.occurredAt(),
                what.kind(),
                party(line.agent()),
                line.delegation(),
                what.shown("call"),
                tool == null ? null : tool.title(),
                labels(tool),
                null,
                arguments,
                outcomes.outcomes(number, tool, what.id(), List.of(line)),
                List.of(),
                about(names(List.of(line)), findings),
                told);
    }

    private Step handedOn(int number, TrailEntry line) {
        var it = line.payload();
        var words = givenBy(it) + " to " + takenBy(it) + ": " + status(it) + ", "
                + PlainText.quoted(values.masked(it.path("task").asText()))
                + (it.hasNonNull("wordedBy") ? " (in the agent's words)" : "");
        return of(number, line, Kind.DELEGATION, words, List.of());
    }

    private Step agreed(int number, TrailEntry line) {
        var it = line.payload();
        var active = status(it).equals("active");
        var words = givenBy(it) + (active ? " isn't asked for calls of " : " is asked again for calls of ")
                + AgreementReader.toolsOf(it) + " by " + takenBy(it) + " that keep to these limits"
                + (active ? ", until " + it.path("expiresAt").asText() : ": " + status(it));
        return of(number, line, Kind.AGREEMENT, words, AgreementReader.limits(number, it, this::tool, values));
    }

    private Step of(int number, TrailEntry line, Kind kind, String words, List<ShownValue> arguments) {
        return new Step(
                number,
                line.occurredAt(),
                kind,
                party(line.payload().path("agent").asText()),
                line.delegation(),
                words,
                null,
                List.of(),
                null,
                arguments,
                List.of(),
                List.of(),
                List.of(),
                odd(line, arguments.size()));
    }

    private String givenBy(JsonNode delegation) {
        var giver = party(delegation.path("delegator").asText());
        return giver == null ? "somebody" : giver.name();
    }

    private String takenBy(JsonNode delegation) {
        var agent = party(delegation.path("agent").asText());
        return agent == null ? "an agent" : agent.name();
    }

    private static String status(JsonNode delegation) {
        return delegation.path("status").asText().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private Verdict verdict(TrailEntry line) {
        var decided = line.payload();
        var allowed = decided.path("allowed").asBoolean();
        return new Verdict(
                String.valueOf(line.decision()),
                allowed ? Answer.ALLOWED : isHeld(decided, isDryRun(line)) ? Answer.HELD : Answer.DENIED,
                decided.hasNonNull("reason") ? decided.path("reason").asText() : null,
                clients.named(decided.path("caller").asText()),
                isDryRun(line) ? true : null,
                allowed ? AgreementReader.behind(decided) : null);
    }

    /** A dry run asks nobody, so that it has no approval unless somebody had been asked before: it says what would ask. */
    static boolean isHeld(JsonNode decided, boolean dryRun) {
        return decided.path("approval").isObject() || dryRun && wouldAsk(decided);
    }

    private static boolean wouldAsk(JsonNode denial) {
        for (var obligation : denial.path("obligations"))
            if (obligation.path("kind").asText().equals("approval"))
                return HELD.contains(denial.path("reason").asText());
        return false;
    }

    private static List<String> odd(TrailEntry line, int arguments) {
        var odd = new ArrayList<String>();
        if (line.clockAhead()) odd.add("Its source's clock ran ahead; the time is when it was recorded.");
        if (line.payload().has("oversized"))
            odd.add("Its record has " + line.payload().path("oversized").asLong()
                    + " bytes, so that not all of it is shown here.");
        if (arguments == ShownValues.MOST) odd.add("It may have more arguments than are shown here.");
        return odd;
    }

    private static Set<String> names(List<TrailEntry> reports) {
        var names = new HashSet<String>();
        for (var report : reports) names.add(StepFinding.reported(report.source(), report.eventId()));
        return names;
    }

    private static List<RaisedFinding> about(Set<String> names, List<StepFinding> findings) {
        return findings.stream()
                .filter(finding -> finding.restsOn(names))
                .map(finding -> finding.about(names))
                .toList();
    }

    private @Nullable Tool tool(Subject what) {
        return what.kind() == Kind.CALL ? tool(what.id()) : null;
    }

    private @Nullable Tool tool(String id) {
        return catalogue.tool(id).orElse(null);
    }

    private static List<String> labels(@Nullable Tool tool) {
        return tool == null
                ? List.of()
                : tool.labels().stream().map(ToolLabel::text).toList();
    }

    @Nullable
    Party party(@Nullable String id) {
        if (id == null || id.isEmpty()) return null;
        return IdentityId.parse(id)
                .map(known -> new Party(id, identities.displayName(known)))
                .orElse(null);
    }

    /** What a decision is about. The id of an application's own resource may name a person, and isn't shown. */
    private record Subject(Kind kind, String id) {
        static Subject of(String resource) {
            if (resource.startsWith(Decided.TOOL))
                return new Subject(Kind.CALL, resource.substring(Decided.TOOL.length()));
            if (resource.startsWith(MODEL)) return new Subject(Kind.MODEL, resource.substring(MODEL.length()));
            var slash = resource.indexOf('/');
            return new Subject(Kind.QUESTION, slash < 0 ? resource : resource.substring(0, slash));
        }

        String shown(String action) {
            return kind == Kind.QUESTION ? action + " " + id : id;
        }
    }
}
