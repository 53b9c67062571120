package dev.mandate.identity.uses;

import dev.mandate.events.authz.DecisionEvent;
import dev.mandate.events.authz.DecisionEvent.Decided;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;

/**
 * An agent used a tool for a person, in a task of his.
 *
 * @param on the day in UTC
 */
record Use(String person, String agent, String tool, LocalDate on) {
    private static final Set<String> CALLS = Set.of("call", "tools/call");
    private static final String TOOL = "tool/";

    /** Empty for what isn't a call of a tool that was let through: such a one counts as made. */
    static Optional<Use> of(DecisionEvent event) {
        if (!(event instanceof Decided decided) || !decided.allowed() || decided.delegation() == null)
            return Optional.empty();
        var agent = decided.identity();
        var person = decided.person();
        if (agent == null || !agent.isAgent() || person == null) return Optional.empty();
        if (!CALLS.contains(decided.action()) || !decided.resource().startsWith(TOOL)) return Optional.empty();
        return Optional.of(new Use(
                person.value(),
                agent.value(),
                decided.resource().substring(TOOL.length()),
                LocalDate.ofInstant(decided.at(), ZoneOffset.UTC)));
    }
}
