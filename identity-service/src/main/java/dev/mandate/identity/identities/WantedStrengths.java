package dev.mandate.identity.identities;

import dev.mandate.events.administration.ProposedChange;
import dev.mandate.events.digests.Sha256;
import dev.mandate.events.lifecycle.MandateRole;
import dev.mandate.messaging.proposals.Reach;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How strongly who holds a role of the catalogue signs in at least, as settings say.
 *
 * @param byRole by the role's id; one that isn't here wants nothing
 */
record WantedStrengths(Map<String, Strength> byRole) {
    static final String SETTING = "mandate.role-strength.of.";

    /** @throws IllegalArgumentException for a role of Mandate itself, which has a setting of its own */
    WantedStrengths {
        byRole = Map.copyOf(byRole);
        for (var role : MandateRole.values())
            if (byRole.containsKey(role.id()))
                throw new IllegalArgumentException(SETTING + role.id() + " is said by mandate.role-strength."
                        + role.id().substring("mandate-".length()));
    }

    /** What any of them wants. */
    Strength most() {
        return byRole.values().stream().max(Comparator.naturalOrder()).orElse(Strength.NONE);
    }

    Strength of(Collection<String> held) {
        return held.stream()
                .map(role -> byRole.getOrDefault(role, Strength.NONE))
                .max(Comparator.naturalOrder())
                .orElse(Strength.NONE);
    }

    /** Named here, and no role of the catalogue. */
    List<String> strangers(Collection<String> catalogue) {
        return byRole.keySet().stream()
                .filter(role -> !catalogue.contains(role))
                .sorted()
                .toList();
    }

    /** Whether he may hold another role by now: what lifecycle-service told last is too long ago. */
    static boolean isDoubted(Instant completeUntil, Duration knownWithin, Instant now) {
        return completeUntil.isBefore(now.minus(knownWithin));
    }

    /**
     * As the record is told of it.
     *
     * @param ofMandate what roles of Mandate itself want
     */
    ProposedChange asChange(Map<String, Strength> ofMandate) {
        var all = new TreeMap<>(byRole);
        all.putAll(ofMandate);
        var lines = all.entrySet().stream()
                .filter(each -> each.getValue() != Strength.NONE)
                .map(each -> each.getKey() + ": " + each.getValue())
                .toList();
        var many = lines.isEmpty() ? "no role" : lines.size() == 1 ? "one role" : lines.size() + " roles";
        return new ProposedChange(
                "sign-in-strength",
                "roles",
                "want a stronger sign-in of whoever holds " + many,
                Reach.lines(lines),
                Sha256.of(String.join("\n", lines)).hex());
    }
}
