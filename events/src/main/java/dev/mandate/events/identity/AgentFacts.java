package dev.mandate.events.identity;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.mandate.events.ids.IdentityId;
import org.jspecify.annotations.Nullable;

/**
 * What only an agent has.
 *
 * @param confirmed an administrator has said that it is what it is described as. Until then that is the word of whoever answers for it, by
 *     which no policy goes; false if a record doesn't tell it
 * @param described null where nobody has said anything
 * @param parent the agent that made it, for good; null for one that people have made. While that one may not act, neither may this one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AgentFacts(
        boolean confirmed,
        @Nullable AgentDescription described,
        @Nullable IdentityId parent) {
    /** How many agents may stand above one, each made by the next. */
    public static final int MOST_ABOVE = 3;

    public AgentFacts {
        if (parent != null && !parent.isAgent()) throw new IllegalArgumentException("parent is an agent");
    }
}
