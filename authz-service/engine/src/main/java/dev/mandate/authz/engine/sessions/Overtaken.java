package dev.mandate.authz.engine.sessions;

import dev.mandate.events.ids.DecisionId;
import java.util.List;

/**
 * An own allow before whose record others of the same session came onto the topic that it had not known.
 *
 * @param call that it allows
 * @param unseen those others
 * @param calls that they allow
 * @param known the session without them
 * @param before the session with them: everything that is on the topic before the allow
 */
public record Overtaken(
        DecisionId decision,
        CountedCall call,
        List<DecisionId> unseen,
        List<CountedCall> calls,
        SessionTally known,
        SessionTally before) {

    /** What was done lately, if these calls of others had not come. */
    public Recents without(Recents recents) {
        return before(recents).without(calls);
    }

    /** What was done lately, before this call. */
    public Recents before(Recents recents) {
        return recents.without(List.of(call));
    }
}
