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
public record Foresight(Standing standing, List<String> policies) {
    public enum Standing {
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
        if (!forbids.isEmpty() && !Terms.approvable(forbids, book)) return new Foresight(Standing.REFUSED, forbids);
        var permits = foreseen.permits();
        if (permits.isEmpty()) return new Foresight(Standing.REFUSED, List.of());
        for (var standing : Standing.values()) {
            var of = permits.stream()
                    .filter(it -> standing(it, book) == standing)
                    .toList();
            if (of.isEmpty()) continue;
            if (standing == Standing.OPEN)
                return forbids.isEmpty() ? new Foresight(standing, List.of()) : asked(forbids);
            return standing == Standing.APPROVAL && !forbids.isEmpty() ? asked(forbids) : new Foresight(standing, of);
        }
        throw new IllegalStateException("a permit that permits nothing");
    }

    private static Foresight asked(List<String> forbids) {
        return new Foresight(Standing.APPROVAL, forbids);
    }

    private static Standing standing(String permit, PolicyBook book) {
        var open = book.demandsOf(permit).stream()
                .filter(demand -> demand.open(Authentication.UNKNOWN))
                .toList();
        if (open.isEmpty()) return Standing.OPEN;
        return open.stream().allMatch(demand -> demand.kind() == Kind.APPROVAL) ? Standing.APPROVAL : Standing.STEP_UP;
    }
}
