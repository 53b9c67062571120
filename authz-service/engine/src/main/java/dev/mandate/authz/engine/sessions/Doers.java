package dev.mandate.authz.engine.sessions;

import dev.mandate.events.authz.DecisionEvent.Decided;
import dev.mandate.events.authz.Established;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import org.jspecify.annotations.Nullable;

/**
 * Whose call it is, beside the session's: what they do counts for hours, whichever task it is.
 *
 * @param agent who acts; a person where a client of his acts by his token, while what people do themselves is not counted so
 * @param person for whom, or who answers for it; null where nobody does
 */
public record Doers(IdentityId agent, @Nullable IdentityId person) {
    /**
     * Null for a person's own doing.
     *
     * @param established where a token of the subject's was shown, and therefore a client that has it; else null
     */
    public static @Nullable Doers of(
            @Nullable IdentityId subject, @Nullable IdentityId person, @Nullable Established established) {
        return subject == null || subject.isPerson() && established == null ? null : new Doers(subject, person);
    }

    /** As on record. */
    public static @Nullable Doers of(Decided decided) {
        return of(decided.identity(), decided.person(), decided.established());
    }

    /** In whose share of all sessions one of theirs is: the person's; of a session that is nobody's, its own, which is somebody's by name. */
    static String holder(SessionId session, @Nullable Doers by) {
        if (by == null) return session.value();
        return by.person == null ? by.agent.value() : by.person.value();
    }

    /** The person, if it isn't he who acts; else what is done would count for him twice. */
    @Nullable
    IdentityId behind() {
        return agent.equals(person) ? null : person;
    }
}
