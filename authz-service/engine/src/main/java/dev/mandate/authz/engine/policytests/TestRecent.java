package dev.mandate.authz.engine.policytests;

import dev.mandate.authz.engine.cedar.RecordValue;
import dev.mandate.authz.engine.entities.Catalogue;
import dev.mandate.authz.engine.policytests.TestSession.Earlier;
import dev.mandate.authz.engine.sessions.CountedCall;
import dev.mandate.authz.engine.sessions.Doers;
import dev.mandate.authz.engine.sessions.SessionLedger;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What other tasks of the agent that a test asks about did lately, for the same person.
 *
 * @param called all of it was allowed
 * @param judged the risk job has told of all of it
 * @param stranger what the call names was named by strangers' text there, and by nothing else
 * @param travelled strangers' text showed it to any agent
 */
record TestRecent(List<Earlier> called, @Nullable Boolean judged, boolean stranger, boolean travelled) {
    private static final Doers BY = new Doers(new IdentityId("agt_tested"), new IdentityId("per_tested"));

    TestRecent {
        called = called == null ? List.of() : called;
    }

    /** @throws IllegalArgumentException if a tool is none of the sheet's */
    RecordValue facts(Catalogue catalogue, @Nullable CountedCall call) {
        var ledger = SessionLedger.fresh().recently();
        for (var earlier : called)
            ledger.add(BY, new SessionId("del_other"), TestSession.counted(earlier, catalogue), Instant.EPOCH);
        return ledger.of(BY, Instant.EPOCH).facts(call, Boolean.FALSE.equals(judged), stranger, travelled);
    }
}
