package dev.mandate.events.identity;

import java.util.List;
import java.util.Objects;

/** One tool that a delegation names, with the limits on its arguments; all of them must hold. */
public record ToolScope(String tool, List<Constraint> constraints) {
    public ToolScope {
        Objects.requireNonNull(tool, "tool is missing");
        constraints = constraints == null ? List.of() : List.copyOf(constraints);
    }
}
