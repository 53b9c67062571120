package dev.mandate.identity.delegations;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.mandate.events.identity.DelegationState;
import dev.mandate.identity.catalogue.Catalogue;
import dev.mandate.identity.catalogue.CatalogueTool;
import java.util.Map;
import java.util.TreeMap;

/**
 * A delegation as it is read: beside its own members, what tools that it names are called.
 *
 * @param toolTitles the catalogue's words by id; absent where it has no others
 */
public record ShownDelegation(
        @JsonUnwrapped DelegationState delegation,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> toolTitles) {
    static ShownDelegation of(DelegationState delegation, Catalogue catalogue) {
        var titles = new TreeMap<String, String>();
        for (var named : delegation.scope())
            catalogue
                    .tool(named.tool())
                    .map(CatalogueTool::title)
                    .filter(title -> !title.equals(named.tool()))
                    .ifPresent(title -> titles.put(named.tool(), title));
        return new ShownDelegation(delegation, titles);
    }
}
