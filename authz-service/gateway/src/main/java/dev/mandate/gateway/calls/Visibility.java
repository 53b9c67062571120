package dev.mandate.gateway.calls;

import dev.mandate.authz.engine.decisions.questions.Question;
import dev.mandate.authz.engine.decisions.questions.Reason;
import dev.mandate.authz.engine.recording.Decisions;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a caller may know of: what he may call with some arguments, at some time. That depends on nothing that he sends and on nothing
 * that his task has done, so that neither shows him that there is something else. What only these arguments, this session or this moment
 * stand against is shown, and a call of it is told why not.
 */
public record Visibility(Decisions decisions) {
    /** The caller himself may do nothing at the moment. */
    private static final Set<Reason> NOTHING = EnumSet.of(
            Reason.UNKNOWN_IDENTITY,
            Reason.IDENTITY_INACTIVE,
            Reason.OWNER_INACTIVE,
            Reason.PARENT_INACTIVE,
            Reason.TOKEN_INVALID,
            Reason.TOKEN_VOID,
            Reason.DELEGATION_UNKNOWN,
            Reason.DELEGATION_EXPIRED,
            Reason.DELEGATION_REVOKED,
            Reason.DELEGATION_NOT_BOUND);

    /** As if it were not there, for this caller. */
    public boolean hidden(Question question) {
        return !decisions.conceivable(question);
    }

    /** It is in the list of this caller. */
    public boolean listed(Question question) {
        if (hidden(question)) return false;
        var reason = decisions.preview(question).reason();
        return reason == null || !NOTHING.contains(reason);
    }
}
