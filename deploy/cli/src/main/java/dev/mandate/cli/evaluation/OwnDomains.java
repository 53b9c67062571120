package dev.mandate.cli.evaluation;

import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The organisation's own domains, which recordings don't name.
 *
 * @param names in lower case; what lies below them is its own too
 */
record OwnDomains(Set<String> names) {
    static final OwnDomains UNTOLD = new OwnDomains(Set.of());

    static OwnDomains of(Set<String> names) {
        return new OwnDomains(names.stream()
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .filter(Predicate.not(String::isEmpty))
                .collect(Collectors.toUnmodifiableSet()));
    }

    boolean isEmpty() {
        return names.isEmpty();
    }

    boolean hold(String host) {
        for (var name = host; ; name = name.substring(name.indexOf('.') + 1)) {
            if (names.contains(name)) return true;
            if (name.indexOf('.') < 0) return false;
        }
    }
}
