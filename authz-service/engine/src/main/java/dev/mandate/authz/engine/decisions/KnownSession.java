package dev.mandate.authz.engine.decisions;

import dev.mandate.authz.engine.decisions.questions.Reason;
import java.util.List;

/** All that the session was allowed before is known here, so that policies can count on it. */
final class KnownSession implements Guard {
    static final String NAME = "known_session";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Outcome> check(EvaluationContext evaluation) {
        var doubt = evaluation.doubt();
        var session = evaluation.session();
        if (doubt == null || session == null || !evaluation.acts()) return List.of(Outcome.PASSED);
        return List.of(Outcome.refused(
                Reason.SESSION_UNKNOWN,
                session.value(),
                "What the session " + session + " was allowed before is not known for certain, since " + doubt
                        + "; a new delegation, or asking again later, changes this."));
    }
}
