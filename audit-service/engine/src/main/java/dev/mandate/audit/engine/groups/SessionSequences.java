package dev.mandate.audit.engine.groups;

import dev.mandate.audit.engine.sigma.correlation.GroupStates;
import dev.mandate.audit.engine.sigma.correlation.OpenSequence;
import dev.mandate.audit.engine.sigma.correlation.OpenSequences;
import dev.mandate.audit.engine.sigma.correlation.RuleBook;
import dev.mandate.audit.engine.stored.Written;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.streams.state.QueryableStoreType;

/** What has begun in a session, as the session's own task wrote it last, which goes on meanwhile. */
public final class SessionSequences {
    /** Where the task has the states of all groups that lie within one session. */
    public static final String STORE = GroupStore.Names.SESSIONS.states();

    /** By which they are asked for there. */
    public static final QueryableStoreType<Written<StoredStates>> TYPE = Written.type();

    private SessionSequences() {}

    /** @param store of the task that has the session */
    public static List<OpenSequence> open(RuleBook rules, String session, Written<StoredStates> store, Instant now) {
        return OpenSequences.of(
                rules,
                session,
                group -> {
                    var stored = store.written(group.encoded());
                    return stored == null ? GroupStates.empty() : stored.states();
                },
                now);
    }
}
