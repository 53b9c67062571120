package dev.mandate.events.identity;

import java.util.List;
import java.util.Objects;

/**
 * One tool that a delegation names, with the limits on its arguments; all of them must hold.
 *
 * @param tool id of a tool; {@code <application>/<type>:<action>} for what an application keeps itself; {@code model:<id>} for a model and
 *     {@code model:*} for all that policies permit, of which {@code calls} and {@code tokens} may be limited by {@code AT_MOST}; how often a tool may be called is limited by {@code CALLS}
 */
public record ToolScope(String tool, List<Constraint> constraints) {
    public static final String MODEL = "model:";
    public static final String ANY_MODEL = MODEL + "*";

    public ToolScope {
        Objects.requireNonNull(tool, "tool is missing");
        constraints = constraints == null ? List.of() : List.copyOf(constraints);
    }

    public boolean ofModels() {
        return tool.startsWith(MODEL);
    }
}
