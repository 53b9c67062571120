package dev.mandate.authz.engine.decisions.questions;

import dev.mandate.arguments.schema.ArgumentsSchema;
import dev.mandate.arguments.schema.Compiled;
import dev.mandate.arguments.schema.Unenforceable;
import dev.mandate.authz.engine.cedar.Value;
import dev.mandate.events.lifecycle.CatalogEntry.Tool;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Arguments against the whole schema of their tool, and as policies see them. */
final class ToolArguments {
    private ToolArguments() {}

    /**
     * Adds to {@code input} what policies see.
     *
     * @param schema what the tool's schema came to; null where nobody has made anything of it
     * @return the first thing that is wrong; null where nothing is
     */
    static @Nullable ArgumentFault read(
            Tool tool, @Nullable Compiled schema, Map<String, Object> arguments, Map<String, Value> input) {
        if (!(schema instanceof ArgumentsSchema enforced)) return unenforceable(tool, schema);
        var violation = enforced.check(arguments);
        if (violation != null)
            return ArgumentFault.invalid(
                    violation.argument(),
                    violation.said() + ", as the tool's schema has it (" + violation.keyword()
                            + "); arguments that keep to it change this");
        var unreadable = TypedArguments.read(tool, arguments, input);
        if (unreadable == null) return null;
        return ArgumentFault.invalid(
                unreadable,
                "isn't one that policies can judge: of the type that the tool's schema says, whole numbers below 2^63 without a point,"
                        + " others with at most 14 digits before and four after it; such a one changes this");
    }

    /** A schema that was registered before it had to be enforced whole, or that an embedder brought. */
    private static ArgumentFault unenforceable(Tool tool, @Nullable Compiled schema) {
        var why = schema instanceof Unenforceable known ? ", at " + known.pointer() + ": " + known.message() : "";
        return new ArgumentFault(
                Reason.UNREADABLE_STATE,
                "",
                "The schema of the arguments of " + tool.id() + " can't be enforced" + why
                        + "; registering the tool with one that can changes this.");
    }
}
