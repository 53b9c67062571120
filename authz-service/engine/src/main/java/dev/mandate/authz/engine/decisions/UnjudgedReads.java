package dev.mandate.authz.engine.decisions;

import dev.mandate.authz.engine.sessions.RecentLedger;
import dev.mandate.authz.engine.sessions.Sessions;

/** What the risk job has yet to judge of what was read by a call's session, and by others for the same person. */
enum UnjudgedReads {
    NONE,
    /** What came of each read has been told, so that it is judged within moments. */
    TOLD,
    /** Reads are under way, however long they take. */
    UNDER_WAY;

    static UnjudgedReads of(EvaluationContext evaluation, Sessions sessions) {
        var session = evaluation.session();
        if (session == null || evaluation.call() == null) return NONE;
        var person = evaluation.recent().forPerson();
        var own = evaluation.allowed();
        var now = evaluation.now();
        var judged = own.judgedBy(evaluation.touched().state());
        var others =
                RecentLedger.unjudged(person, session, its -> sessions.allowed().of(its, now), sessions.touched());
        if (judged && !others) return NONE;
        var told = own.readsAreTold()
                && !RecentLedger.underWay(
                        person, session, its -> sessions.allowed().of(its, now));
        return told ? TOLD : UNDER_WAY;
    }
}
