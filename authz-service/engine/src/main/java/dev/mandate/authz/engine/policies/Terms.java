package dev.mandate.authz.engine.policies;

import dev.mandate.authz.engine.cedar.Answer;
import dev.mandate.events.authz.Authentication;
import dev.mandate.events.authz.Obligation;
import dev.mandate.events.authz.Obligation.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * On which terms policies permit or forbid.
 *
 * @param open what must be done before their permit counts; null where nothing must, and for a forbid
 * @param obligations what the answer asks for
 */
public record Terms(@Nullable Kind open, List<Obligation> obligations) {
    private static final Terms NONE = new Terms(null, List.of());

    /**
     * One permit without open demands is enough, as one permit is. Otherwise the answer asks for what the permit demands that is
     * easiest to meet: a step-up, since nobody can approve yet.
     */
    static Terms of(Answer answer, PolicyBook book, Authentication known) {
        if (undemanding(answer.determining(), book)) return NONE;
        if (!answer.allowed()) return new Terms(null, asked(answer.determining(), book));
        @Nullable String closest = null;
        var kind = Kind.APPROVAL;
        for (var policy : answer.determining()) {
            var open = open(policy, book, known);
            if (open.isEmpty()) return new Terms(null, withoutOpen(answer.determining(), book));
            var stepUp = open.stream().noneMatch(demand -> demand.kind() == Kind.APPROVAL);
            if (closest != null && (kind == Kind.STEP_UP || !stepUp)) continue;
            closest = policy;
            kind = stepUp ? Kind.STEP_UP : Kind.APPROVAL;
        }
        if (closest == null) return NONE;
        var policy = closest;
        return new Terms(
                kind,
                open(policy, book, known).stream()
                        .map(demand -> demand.of(policy))
                        .toList());
    }

    /** As nearly all are, and it is asked for each principal of each decision. */
    private static boolean undemanding(List<String> policies, PolicyBook book) {
        for (var policy : policies) if (!book.demandsOf(policy).isEmpty()) return false;
        return true;
    }

    private static List<Demand> open(String policy, PolicyBook book, Authentication known) {
        return book.demandsOf(policy).stream()
                .filter(demand -> demand.open(known))
                .toList();
    }

    private static List<Obligation> asked(List<String> policies, PolicyBook book) {
        return policies.stream()
                .flatMap(policy -> book.demandsOf(policy).stream().map(demand -> demand.of(policy)))
                .distinct()
                .toList();
    }

    private static List<Obligation> withoutOpen(List<String> policies, PolicyBook book) {
        return policies.stream()
                .flatMap(policy -> book.demandsOf(policy).stream()
                        .filter(demand -> demand.kind() != Kind.APPROVAL && demand.kind() != Kind.STEP_UP)
                        .map(demand -> demand.of(policy)))
                .distinct()
                .toList();
    }
}
