package dev.mandate.authz.engine.decisions.answers;

import dev.mandate.authz.engine.decisions.questions.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What can be said of an agent's calls of a tool in somebody's task before there is one: by what he himself may do, whatever it is called with
 * and whenever. Nothing may be done on the strength of it.
 *
 * @param reason that a denial would have; null where nothing is said against it
 * @param explanation in a sentence or two, for him; null where nothing is said against it
 * @param policies that say so
 */
public record Prospect(
        Kind kind, @Nullable Reason reason, @Nullable String explanation, List<String> policies) {
    public enum Kind {
        /** It is decided with each call. */
        OPEN,
        /** Each call waits for somebody's yes. */
        ASKED,
        /** No call is allowed. */
        REFUSED,
        /** It can't be told at the moment. */
        UNKNOWN
    }

    public static final Prospect OPEN = new Prospect(Kind.OPEN, null, null, List.of());
    public static final Prospect UNKNOWN = new Prospect(Kind.UNKNOWN, null, null, List.of());

    public Prospect {
        policies = List.copyOf(policies);
    }
}
