package dev.mandate.authz.engine.cedar.publish;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.Function;

/** The outcome of publishing policies: all of them, or none. */
public sealed interface Publication {

    /**
     * Every policy is well formed and fits the schema.
     *
     * @param policies the set in Cedar's JSON form, in the order of the files
     * @param schema in Cedar's JSON form
     * @param warnings what is allowed and yet unlikely to be meant, such as a policy that can't ever apply
     */
    record Accepted(JsonNode policies, JsonNode schema, List<Finding> warnings) implements Publication {}

    /** At least one finding must be corrected first. */
    record Refused(List<Finding> findings) implements Publication {}

    default <T> T fold(Function<Accepted, T> accepted, Function<Refused, T> refused) {
        return this instanceof Accepted done ? accepted.apply(done) : refused.apply((Refused) this);
    }
}
