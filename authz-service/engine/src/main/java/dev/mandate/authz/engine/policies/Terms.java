package dev.mandate.authz.engine.policies;

import dev.mandate.authz.engine.cedar.Answer;
import dev.mandate.events.authz.Authentication;
import dev.mandate.events.authz.Obligation;
import dev.mandate.events.authz.Obligation.Kind;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * On which terms policies permit or forbid.
 *
 * @param open what must be done before it is permitted; null where nothing must, or nothing would help
 * @param obligations what the answer asks for
 */
public record Terms(@Nullable Kind open, List<Obligation> obligations) {
    private static final Terms NONE = new Terms(null, List.of());

    /**
     * One permit without open demands is enough, as one permit is. Otherwise the answer asks for what the permit demands that is
     * easiest to meet: a step-up, since that is in the hands of whoever asks, then an approval. Where one permit demands both, nobody is asked
     * to approve before the step-up is done: his yes would stand for it.
     */
    static Terms of(Answer answer, PolicyBook book, Authentication known) {
        if (undemanding(answer.determining(), book)) return NONE;
        if (!answer.allowed()) return new Terms(null, asked(answer.determining(), book));
        @Nullable String closest = null;
        var least = Ease.BOTH;
        for (var policy : answer.determining()) {
            var open = open(policy, book, known);
            if (open.isEmpty()) return new Terms(null, withoutOpen(answer.determining(), book));
            var ease = Ease.of(open);
            if (closest != null && ease.compareTo(least) >= 0) continue;
            closest = policy;
            least = ease;
        }
        if (closest == null) return NONE;
        var policy = closest;
        return new Terms(
                least == Ease.APPROVAL ? Kind.APPROVAL : Kind.STEP_UP,
                open(policy, book, known).stream()
                        .sorted(Comparator.comparing(demand -> demand.kind() != Kind.STEP_UP))
                        .map(demand -> demand.of(policy))
                        .toList());
    }

    /** What a permit still demands; the first is the easiest to meet. */
    private enum Ease {
        STEP_UP,
        APPROVAL,
        BOTH;

        static Ease of(List<Demand> open) {
            var approval = open.stream().anyMatch(demand -> demand.kind() == Kind.APPROVAL);
            if (!approval) return STEP_UP;
            return open.stream().allMatch(demand -> demand.kind() == Kind.APPROVAL) ? APPROVAL : BOTH;
        }
    }

    /** Each of these forbids says that somebody may approve, and asks for nothing else that would have to be done first. */
    static boolean approvable(List<String> forbids, PolicyBook book) {
        for (var policy : forbids) {
            var approval = false;
            for (var demand : book.demandsOf(policy)) {
                if (demand.kind() == Kind.STEP_UP || demand.kind() == Kind.SESSION_TERMINATION) return false;
                approval |= demand.kind() == Kind.APPROVAL;
            }
            if (!approval) return false;
        }
        return !forbids.isEmpty();
    }

    /** Of forbids that an approval lifts: together with what is asked for without them. */
    Terms lifted(Answer otherwise, Terms without) {
        if (!otherwise.allowed()) return withoutApproval(); // nobody is asked for what wouldn't help
        if (without.open() == Kind.STEP_UP) return without;
        return new Terms(
                Kind.APPROVAL,
                Stream.concat(obligations.stream(), without.obligations().stream())
                        .distinct()
                        .toList());
    }

    private Terms withoutApproval() {
        return new Terms(
                null,
                obligations.stream()
                        .filter(asked -> asked.kind() != Kind.APPROVAL)
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
