package dev.mandate.provenance;

import dev.mandate.events.lifecycle.ToolLabel;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Tools that a person named for a task: so few that each was chosen. That says what kind of deed is meant, and neither to whom it goes nor
 * what it is done to. So it says something only of tools whose harm lies in where they reach, and of these nothing about where.
 */
record NamedTools(Set<String> ids) {
    static final NamedTools NONE = new NamedTools(Set.of());

    /**
     * Of more, as platforms hand on all that there are, none was chosen. Whether it is four or twelve decides no recorded run, as DESIGN.md
     * says; without any, attacks pass.
     */
    private static final int FEW = 4;

    /** What is paid, deleted, or given to whom, naming the tool doesn't tell. */
    private static final Set<ToolLabel> WHAT_COUNTS =
            EnumSet.of(ToolLabel.MONEY, ToolLabel.CREDENTIAL, ToolLabel.GRANT, ToolLabel.DESTROY);

    NamedTools {
        ids = Set.copyOf(ids);
    }

    static NamedTools of(List<String> scope) {
        return scope.isEmpty() || scope.size() > FEW ? NONE : new NamedTools(Set.copyOf(scope));
    }

    boolean name(String tool, Set<ToolLabel> labels) {
        return ids.contains(tool) && Collections.disjoint(labels, WHAT_COUNTS);
    }
}
