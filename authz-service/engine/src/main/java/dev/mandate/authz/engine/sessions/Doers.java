package dev.mandate.authz.engine.sessions;

import dev.mandate.events.ids.IdentityId;
import org.jspecify.annotations.Nullable;

/**
 * Whose call it is, beside the session's: what they do counts for hours, whichever task it is.
 *
 * @param agent who acts; what people do themselves is not counted so
 * @param person for whom, or who answers for it; null where nobody does
 */
public record Doers(IdentityId agent, @Nullable IdentityId person) {
    /** Null for a person's own doing. */
    public static @Nullable Doers of(@Nullable IdentityId subject, @Nullable IdentityId person) {
        return subject == null || subject.isPerson() ? null : new Doers(subject, person);
    }
}
