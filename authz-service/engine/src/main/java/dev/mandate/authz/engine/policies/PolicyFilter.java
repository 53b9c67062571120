package dev.mandate.authz.engine.policies;

import dev.mandate.authz.engine.cedar.Effect;
import dev.mandate.authz.engine.cedar.Residual;
import dev.mandate.authz.engine.cedar.filter.Condition;
import dev.mandate.authz.engine.cedar.filter.Conditions;
import dev.mandate.authz.engine.cedar.filter.NotAFilter;
import dev.mandate.events.authz.Authentication;
import dev.mandate.events.authz.Obligation.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which resources policies let one principal do something with, at once and with nothing to do for it: one permit applies without an open demand, no
 * forbid does, and none is in error. What asks for something of whoever enforces it isn't among them, since nobody does it for each row.
 *
 * @param condition never, where it couldn't be told
 * @param policies that it comes from
 * @param forbids that apply to all resources
 * @param leftOut permits that ask for something first, or for something to be done
 * @param untold by policy, why it can't be told; empty where it can
 */
public record PolicyFilter(
        Condition condition,
        List<String> policies,
        List<String> forbids,
        List<String> leftOut,
        Map<String, NotAFilter> untold) {

    static PolicyFilter of(List<Residual> residuals, PolicyBook book, Authentication known) {
        var permits = new ArrayList<Condition>();
        var against = new ArrayList<Condition>();
        var defined = new ArrayList<Condition>();
        var policies = new ArrayList<String>();
        var forbids = new ArrayList<String>();
        var leftOut = new ArrayList<String>();
        var untold = new TreeMap<String, NotAFilter>();
        var mayPermit = false;
        for (var residual : residuals) {
            if (residual.isNone()) continue;
            var policy = residual.policyId();
            var permit = residual.effect() == Effect.PERMIT;
            var carried = permit && isCarried(policy, book);
            var free = permit && !carried && !isOpen(policy, book, known);
            mayPermit |= free;
            var applies = residual.applies();
            if (applies == null) {
                if (residual.not() != null) untold.put(policy, residual.not());
                continue;
            }
            policies.add(policy);
            defined.add(applies.defined());
            if (!permit) {
                against.add(applies.holds());
                if (applies.holds().equals(Conditions.ALWAYS)) forbids.add(policy);
                continue;
            }
            if (free) permits.add(applies.holds());
            else leftOut.add(policy);
            if (carried) against.add(applies.holds());
        }
        if (!mayPermit) return new PolicyFilter(Conditions.NEVER, policies, forbids, leftOut, Map.of());
        if (!untold.isEmpty()) return new PolicyFilter(Conditions.NEVER, policies, forbids, leftOut, untold);
        try {
            defined.add(Conditions.any(permits));
            for (var it : against) defined.add(Conditions.not(it));
            return new PolicyFilter(Conditions.all(defined), policies, forbids, leftOut, Map.of());
        } catch (NotAFilter large) {
            return new PolicyFilter(
                    Conditions.NEVER, policies, forbids, leftOut, Map.of(String.join(", ", policies), large));
        }
    }

    public PolicyFilter {
        policies = List.copyOf(policies);
        forbids = List.copyOf(forbids);
        leftOut = List.copyOf(leftOut);
        untold = Map.copyOf(untold);
    }

    /** It permits nothing yet. */
    private static boolean isOpen(String permit, PolicyBook book, Authentication known) {
        return book.demandsOf(permit).stream().anyMatch(demand -> demand.open(known));
    }

    /** An answer that it is part of asks for something to be done. */
    private static boolean isCarried(String permit, PolicyBook book) {
        return book.demandsOf(permit).stream()
                .anyMatch(demand -> demand.kind() == Kind.NOTIFICATION || demand.kind() == Kind.SESSION_TERMINATION);
    }
}
