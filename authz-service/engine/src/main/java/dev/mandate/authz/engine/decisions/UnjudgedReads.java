package dev.mandate.authz.engine.decisions;

import dev.mandate.authz.engine.sessions.Doers;
import dev.mandate.authz.engine.sessions.RecentLedger;
import dev.mandate.authz.engine.sessions.SessionTally;
import dev.mandate.authz.engine.sessions.Sessions;
import dev.mandate.events.ids.SessionId;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the risk job has yet to judge of what was read by a call's session, and by others for the same person. */
enum UnjudgedReads {
    NONE,
    /** What came of each read has been told, so that it is judged within moments. */
    TOLD,
    /** Reads are under way, however long they take. */
    UNDER_WAY;

    /** What is so now, whatever is asked in the session. */
    static UnjudgedReads of(SessionId session, @Nullable Doers by, Sessions sessions, Instant now) {
        Function<SessionId, SessionTally> allowed = its -> sessions.allowed().of(its, now);
        var touched = sessions.touched();
        var own = allowed.apply(session);
        var person = sessions.allowed().recently().of(by, now).forPerson();
        if (own.judgedBy(touched.get(session.value()).state())
                && !RecentLedger.unjudged(person, session, allowed, touched)) return NONE;
        return own.readsAreTold() && !RecentLedger.underWay(person, session, allowed) ? TOLD : UNDER_WAY;
    }
}
