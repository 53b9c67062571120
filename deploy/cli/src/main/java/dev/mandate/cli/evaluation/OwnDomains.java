package dev.mandate.cli.evaluation;

import dev.mandate.audit.engine.surroundings.Catalog;
import dev.mandate.events.lifecycle.CatalogEntry;
import java.util.Set;

/** The organisation's own domains, which recordings don't name: told, they are what the catalogue makes of them in service. */
final class OwnDomains {
    static final OwnDomains UNTOLD = new OwnDomains(Set.of());

    private final Catalog catalog = new Catalog();
    private final boolean told;

    /** @throws IllegalArgumentException for what the catalogue wouldn't take */
    OwnDomains(Set<String> names) {
        for (var name : names) catalog.apply(new CatalogEntry.Domain(name.strip(), 1, false));
        told = !names.isEmpty();
    }

    boolean isTold() {
        return told;
    }

    boolean hold(String host) {
        return catalog.ownDomain(host);
    }
}
