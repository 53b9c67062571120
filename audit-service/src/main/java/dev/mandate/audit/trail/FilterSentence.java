package dev.mandate.audit.trail;

import dev.mandate.events.authz.DecisionEvent.Decided;
import dev.mandate.events.authz.FilteredDecision;

/** Says which resources of an application somebody was told about at once: {@code which invoices of invoicing Ada Abel may approve}. */
final class FilterSentence {
    private FilterSentence() {}

    /** @param by whoever asked */
    static String of(String by, String who, FilteredDecision filtered) {
        var it = filtered.answer();
        var resources = it.resource().replaceFirst("/\\*$", "") + " resources"
                + OwnResourceSentence.application(it).map(of -> " of " + of).orElse("");
        return by + " asked which " + resources + " " + who + " may " + it.action() + ": " + answer(filtered, it);
    }

    private static String answer(FilteredDecision filtered, Decided it) {
        if (!it.allowed()) return "none (" + it.reason() + ")";
        return (filtered.always() ? "all of them" : "those that a condition on their attributes holds of")
                + ", to be used until " + filtered.until();
    }
}
