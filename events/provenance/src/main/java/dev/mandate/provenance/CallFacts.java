package dev.mandate.provenance;

import dev.mandate.events.lifecycle.CatalogEntry.Tool;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.events.risk.SessionRisk;
import dev.mandate.events.risk.SessionRisk.Origin;
import dev.mandate.provenance.Recipients.Recipient;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one call from its session before it, so that rules and policies can judge it.
 *
 * @param destinations the identifiers in its arguments; empty for a call that can't have consequences
 * @param unusual few of peers' sessions of this kind of task use the tool; false while too little is known of them
 * @param rare not even a tenth of them uses it
 * @param profiled enough is known of this kind of task
 * @param spread an argument that calls in many other kinds of task have in common, after they had read what strangers wrote
 * @param asked whether the person's task asks for such a deed; unknown for a call that can't have consequences
 * @param session before the call; null for its first
 */
public record CallFacts(
        List<Destination> destinations,
        boolean unusual,
        boolean rare,
        boolean profiled,
        boolean spread,
        Asked asked,
        @Nullable SessionRisk session) {
    /** Labels of tools whose calls have consequences beyond the session; a tool without registration is one too. */
    public static final Set<ToolLabel> CONSEQUENTIAL = Set.of(
            ToolLabel.EGRESS,
            ToolLabel.MONEY,
            ToolLabel.CREDENTIAL,
            ToolLabel.GRANT,
            ToolLabel.DESTROY,
            ToolLabel.STATE);

    /**
     * An identifier in the arguments.
     *
     * @param whole it is an argument of its own rather than a part of a text
     * @param knownBy why it is no stranger; null if nothing speaks for it, or its origin needs no reason
     * @param suspicious a classifier took the answer that showed it for instructions
     */
    public record Destination(
            Identifier identifier,
            boolean whole,
            Origin origin,
            @Nullable KnownBy knownBy,
            boolean suspicious) {
        public String value() {
            return identifier.value();
        }

        Destination knownBy(KnownBy reason) {
            return new Destination(identifier, whole, origin, reason, suspicious);
        }

        /** It is of the task, of the session's own or known, and no classifier warned of it. */
        public boolean accountedFor() {
            return !stranger() && !suspicious && (origin != Origin.NONE || knownBy != null);
        }

        /** Strangers named it, and nothing else speaks for it. */
        public boolean stranger() {
            return origin == Origin.UNTRUSTED && knownBy == null;
        }
    }

    /** A tool that nobody registered has no labels and may do anything. */
    public static boolean consequential(Set<ToolLabel> labels, boolean registered) {
        return !registered || labels.stream().anyMatch(CONSEQUENTIAL::contains);
    }

    /**
     * Of a task that nobody told.
     *
     * @param before the session's state as of the call before; null for its first
     */
    public static CallFacts of(
            @Nullable SessionRisk before,
            String tool,
            Set<ToolLabel> labels,
            boolean registered,
            Map<String, Object> arguments) {
        var known = registered ? new Tool(tool, 1, false, tool, "", labels, Map.of()) : null;
        return CallReader.ALL.read(before, tool, known, arguments, Task.UNKNOWN);
    }

    /**
     * Each of those who get it is of the task, of the session's own or known, also where the call names him twice; whoever gets it is no word in
     * a text to somebody else.
     */
    public boolean accountsFor(Collection<Recipient> recipients) {
        if (recipients.isEmpty()) return true;
        var named = destinations.stream()
                .filter(Destination::whole)
                .map(Destination::value)
                .collect(Collectors.toSet());
        var known = new HashMap<String, Boolean>();
        for (var to : destinations)
            if (to.whole() || !named.contains(to.value()))
                known.merge(
                        to.value(),
                        to.accountedFor()
                                && (to.whole()
                                        || to.knownBy() != KnownBy.TASK_PLACE && to.knownBy() != KnownBy.PASSED_ON),
                        Boolean::logicalAnd);
        return recipients.stream()
                .allMatch(to -> known.getOrDefault(Identifier.of(to.address()).value(), false));
    }

    public List<Destination> strangers() {
        return destinations.stream().filter(Destination::stranger).toList();
    }

    /** It names something, and all of it is of the task, of the session's own or known, and no classifier warned of it. */
    public boolean accountedFor() {
        return !destinations.isEmpty() && destinations.stream().allMatch(Destination::accountedFor);
    }
}
