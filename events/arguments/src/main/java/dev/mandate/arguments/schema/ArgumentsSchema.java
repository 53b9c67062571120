package dev.mandate.arguments.schema;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The schema of a tool's arguments, compiled: every keyword of it is enforced. Any thread.
 *
 * <p>Arguments are JSON as Java values: {@code Map}, {@code List}, {@code String}, {@code Boolean}, numbers and null.
 *
 * @see <a href="https://json-schema.org/draft/2020-12/json-schema-validation">JSON Schema 2020-12, validation</a>
 */
public final class ArgumentsSchema implements Compiled {
    private static final Violation TOO_MUCH =
            new Violation("", "size", "are more than the tool's schema can be asked about in time");

    private final Subschema schema;

    private ArgumentsSchema(Subschema schema) {
        this.schema = schema;
    }

    /** The schema, unless some of it can't be enforced in bounded time, or isn't JSON Schema. */
    public static Compiled compile(Map<String, Object> schema) {
        try {
            return new ArgumentsSchema(SchemaCompiler.compile(schema));
        } catch (UnenforceableException e) {
            return e.why();
        }
    }

    /** What is first found to be wrong; null if all of it is as the schema says. */
    public @Nullable Violation check(Map<String, Object> arguments) {
        var trial = new Trial();
        try {
            return schema.holds(arguments, trial) ? null : trial.violation();
        } catch (Trial.TooMuch e) {
            return TOO_MUCH;
        }
    }

    /**
     * An argument that nothing names, so that nobody has thought of what it does: neither the schema, by {@code properties} or
     * {@code patternProperties}, nor a limit. An object of which the schema names no member has any, unless a limit speaks of one; at
     * the top, and beside limits, there are only others than the named if the schema says so and no limit does.
     *
     * @param limited the arguments, or members of them, that limits name, dots leading into objects
     * @return where it is; null where all are named
     */
    public @Nullable String unnamed(Map<String, Object> arguments, Limited limited) {
        try {
            return new NamedArguments(limited, new Trial()).unnamed(schema, arguments);
        } catch (Trial.TooMuch e) {
            return "";
        }
    }

    /** What limits speak of. */
    public interface Limited {
        /** A limit names this one, or a member of it. */
        boolean names(String argument);

        /** A limit names a member of this object; empty for the arguments themselves. */
        boolean within(String argument);
    }
}
