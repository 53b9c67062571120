package dev.mandate.authz.engine.policytests;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.mandate.authz.engine.entities.Catalogue;
import dev.mandate.authz.engine.sessions.CountedCall;
import dev.mandate.authz.engine.sessions.SessionTally;
import dev.mandate.events.ids.SessionId;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.events.risk.SessionRisk;
import dev.mandate.events.risk.SessionRisk.Level;
import dev.mandate.events.risk.SessionRisk.Origin;
import dev.mandate.events.risk.SessionRisk.SeenIdentifier;
import dev.mandate.events.risk.SessionRisk.TaskProfile;
import dev.mandate.provenance.Identifier;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a session did before the call that a test asks about.
 *
 * @param called in this order; all of it was allowed
 * @param judged the risk job has told of all of it; so it has where anything below is said
 * @param risk a level, from {@code none} to {@code critical}
 * @param task addresses, accounts, links and paths that the task names
 * @param strangers those that only answers named which strangers may have written
 * @param warned a content classifier took the newest answer for instructions
 * @param usual tools that peers use in this kind of task; null while too little is known of it
 */
record TestSession(
        List<Earlier> called,
        boolean judged,
        @Nullable String risk,
        List<String> task,
        List<String> strangers,
        boolean warned,
        @Nullable Set<String> usual) {
    TestSession {
        called = called == null ? List.of() : called;
        task = task == null ? List.of() : task;
        strangers = strangers == null ? List.of() : strangers;
    }

    /**
     * Written as the name of a tool alone, or with more.
     *
     * @param outcome {@code succeeded}, {@code failed}, {@code blocked}, or {@code unknown} if none was reported
     */
    record Earlier(String call, Map<String, Object> arguments, String outcome) {
        private static final Set<String> OUTCOMES = Set.of("succeeded", "failed", "blocked", "unknown");

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static Earlier of(String call) {
            return new Earlier(call, Map.of(), "succeeded");
        }

        @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
        Earlier {
            Objects.requireNonNull(call, "call is missing");
            arguments = arguments == null ? Map.of() : arguments;
            outcome = outcome == null ? "succeeded" : outcome;
            if (!OUTCOMES.contains(outcome))
                throw new IllegalArgumentException(
                        "an outcome is succeeded, failed, blocked or unknown, not " + outcome);
        }
    }

    /** @throws IllegalArgumentException if a tool is none of the sheet's */
    SessionTally allowed(Catalogue catalogue) {
        var tally = SessionTally.NONE;
        for (var earlier : called) {
            var call = counted(earlier, catalogue);
            tally = tally.with(call);
            if (!earlier.outcome().equals("unknown"))
                tally = tally.completed(call, !earlier.outcome().equals("succeeded"), Instant.EPOCH);
        }
        return tally;
    }

    /** Null while the risk job has told nothing. */
    @Nullable
    SessionRisk touched(Catalogue catalogue) {
        if (!judged && risk == null && task.isEmpty() && strangers.isEmpty() && !warned && usual == null) return null;
        var tally = allowed(catalogue);
        var labels = EnumSet.noneOf(ToolLabel.class);
        for (var label : ToolLabel.values()) if (tally.of(label) > 0) labels.add(label);
        return new SessionRisk(
                new SessionId("del_task"),
                1,
                false,
                risk == null ? Level.NONE : Level.valueOf(risk.toUpperCase(Locale.ROOT)),
                List.of(),
                labels,
                tally.calls(),
                tally.of(ToolLabel.UNTRUSTED),
                tally.of(ToolLabel.PRIVATE),
                warned,
                task.stream().map(text -> Identifier.of(text).value()).toList(),
                strangers.stream().map(TestSession::ofStrangers).toList(),
                usual == null ? null : new TaskProfile(10, usual, usual),
                Set.of(),
                warned ? Integer.valueOf(Math.max(0, tally.calls() - 1)) : null,
                Instant.EPOCH);
    }

    private static SeenIdentifier ofStrangers(String text) {
        return new SeenIdentifier(Identifier.of(text).value(), Origin.UNTRUSTED, 0, false, null, List.of());
    }

    static CountedCall counted(Earlier earlier, Catalogue catalogue) {
        var tool = catalogue.tool(earlier.call()).state();
        if (tool == null) throw new IllegalArgumentException("tools have no " + earlier.call());
        return CountedCall.of(earlier.call(), tool, earlier.arguments());
    }
}
