package dev.mandate.authz.engine.decisions;

import dev.mandate.authz.engine.sessions.Doers;
import dev.mandate.authz.engine.sessions.RecentLedger;
import dev.mandate.authz.engine.sessions.RecentTally;
import dev.mandate.authz.engine.sessions.SessionTally;
import dev.mandate.authz.engine.sessions.Sessions;
import dev.mandate.events.ids.SessionId;
import dev.mandate.events.risk.SessionRisk;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

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
        return of(
                session,
                evaluation.allowed(),
                evaluation.touched().state(),
                evaluation.recent().forPerson(),
                sessions,
                evaluation.now());
    }

    /** What is so now of a session, whatever is asked in it: nothing of a question is read for it. */
    static UnjudgedReads of(SessionId session, @Nullable Doers by, Sessions sessions, Instant now) {
        return of(
                session,
                sessions.allowed().of(session, now),
                sessions.touched().get(session.value()).state(),
                sessions.allowed().recently().of(by, now).forPerson(),
                sessions,
                now);
    }

    private static UnjudgedReads of(
            SessionId session,
            SessionTally own,
            @Nullable SessionRisk known,
            RecentTally person,
            Sessions sessions,
            Instant now) {
        var judged = own.judgedBy(known);
        var others =
                RecentLedger.unjudged(person, session, its -> sessions.allowed().of(its, now), sessions.touched());
        if (judged && !others) return NONE;
        var told = own.readsAreTold()
                && !RecentLedger.underWay(
                        person, session, its -> sessions.allowed().of(its, now));
        return told ? TOLD : UNDER_WAY;
    }
}
