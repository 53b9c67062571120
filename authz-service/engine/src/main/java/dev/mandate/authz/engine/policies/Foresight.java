package dev.mandate.authz.engine.policies;

import dev.mandate.authz.engine.cedar.Foreseen;
import dev.mandate.events.authz.Authentication;
import dev.mandate.events.authz.Obligation.Kind;
import java.util.List;

/**
 * What policies will say of an agent's calls in somebody's task, as far as that doesn't depend on the call.
 *
 * @param policies that say so: forbids, or permits that ask for something; none where no policy permits it
 */
public record Foresight(Requirement requirement, List<String> policies) {
    public enum Requirement {
        /** It depends on the call, or on nothing. */
        OPEN,
        /** Each call waits for somebody's yes. */
        APPROVAL,
        /** Permitted to whoever signs in more strongly alone, which an agent's token never shows. */
        STEP_UP,
        REFUSED
    }

    static Foresight of(Foreseen foreseen, PolicyBook book) {
        var forbids = foreseen.forbids();
        if (!forbids.isEmpty() && !Terms.approvable(forbids, book)) return new Foresight(Requirement.REFUSED, forbids);
        var permits = foreseen.permits();
        if (permits.isEmpty()) return new Foresight(Requirement.REFUSED, List.of());
        for (var requirement : Requirement.values()) {
            var of = permits.stream()
                    .filter(it -> requirement(it, book) == requirement)
                    .toList();
            if (of.isEmpty()) continue;
            if (requirement == Requirement.OPEN)
                return forbids.isEmpty() ? new Foresight(requirement, List.of()) : asked(forbids);
            return requirement == Requirement.APPROVAL && !forbids.isEmpty()
                    ? asked(forbids)
                    : new Foresight(requirement, of);
        }
        throw new IllegalStateException("a permit that permits nothing");
    }

    private static Foresight asked(List<String> forbids) {
        return new Foresight(Requirement.APPROVAL, forbids);
    }

    private static Requirement requirement(String permit, PolicyBook book) {
        var open = book.demandsOf(permit).stream()
                .filter(demand -> demand.open(Authentication.UNKNOWN))
                .toList();
        if (open.isEmpty()) return Requirement.OPEN;
        return open.stream().allMatch(demand -> demand.kind() == Kind.APPROVAL)
                ? Requirement.APPROVAL
                : Requirement.STEP_UP;
    }
}
