package dev.mandate.authz.engine.sessions;

import dev.mandate.events.ids.DecisionId;
import java.util.List;

/**
 * An own allow before whose record others of the same session came onto the topic that it had not known.
 *
 * @param unseen those others
 * @param known the session without them
 * @param before the session with them: everything that is on the topic before the allow
 */
public record Overtaken(DecisionId decision, List<DecisionId> unseen, SessionTally known, SessionTally before) {}
