package dev.mandate.cli.evaluation;

import dev.mandate.audit.engine.rules.ShippedRules;
import dev.mandate.audit.engine.sigma.correlation.RuleBook;
import dev.mandate.authz.engine.policies.SessionPolicies;
import dev.mandate.provenance.CallReader;
import dev.mandate.provenance.KnownBy;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What judges runs: the shipped rules and session policies, but for those that are left out to see what they are worth.
 *
 * @param without names of rules, policies and kinds of {@code destination.known_by}
 * @param ownDomains which the reader knows too
 */
record Conditions(
        RuleBook rules, SessionPolicies policies, CallReader reader, Set<String> without, OwnDomains ownDomains) {

    private static final Set<String> POLICIES = SessionPolicies.shipped().names();

    /** @throws IllegalArgumentException naming what is no condition */
    static Conditions without(Set<String> names) {
        var unknown = new TreeSet<>(names);
        unknown.removeAll(names());
        if (!unknown.isEmpty())
            throw new IllegalArgumentException(
                    String.join(", ", unknown) + " is none of the conditions: " + String.join(", ", names()));
        var counting = Arrays.stream(KnownBy.values())
                .filter(reason -> !names.contains(reason.text()))
                .collect(Collectors.toSet());
        return new Conditions(
                ShippedRules.without(names),
                SessionPolicies.shipped().without(names),
                new CallReader(counting),
                Set.copyOf(names),
                OwnDomains.UNTOLD);
    }

    /** The same for an organisation with these domains. */
    Conditions at(OwnDomains domains) {
        return new Conditions(rules, policies, reader.at(domains::hold), without, domains);
    }

    /** Of the session policies. */
    static Set<String> policyNames() {
        return POLICIES;
    }

    /** Of all that can be left out. */
    static Set<String> names() {
        var names = new TreeSet<>(ShippedRules.names());
        names.addAll(POLICIES);
        for (var reason : KnownBy.values()) names.add(reason.text());
        return names;
    }
}
