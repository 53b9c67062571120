package dev.mandate.authz.engine.decisions.answers;

import dev.mandate.authz.engine.cedar.filter.NotAFilter;

/**
 * Why there is no filter.
 *
 * @param by {@code policy} or {@code delegation}; {@code guard} where none of these alone is the reason
 * @param id of it
 * @param what it does that a condition has no words for, such as {@code looks at what is known of the one in owner}
 * @param large it could be told, were it smaller
 */
public record Unfit(String by, String id, String what, boolean large) {
    public static Unfit of(String by, String id, NotAFilter why) {
        return new Unfit(by, id, why.what(), why.isLarge());
    }
}
