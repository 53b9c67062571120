package dev.mandate.audit.engine.groups;

import dev.mandate.audit.engine.sigma.correlation.GroupStates;
import dev.mandate.audit.engine.sigma.correlation.OpenSequence;
import dev.mandate.audit.engine.sigma.correlation.OpenSequences;
import dev.mandate.audit.engine.sigma.correlation.RuleBook;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** What has begun in a session, read beside the session's own task, which goes on meanwhile. */
public final class SessionSequences {
    /** Where the task has the states of all groups that lie within one session. */
    public static final String STORE = GroupStore.Names.SESSIONS.states();

    private SessionSequences() {}

    /** @param store of the task that has the session */
    public static List<OpenSequence> open(
            RuleBook rules, String session, ReadOnlyKeyValueStore<String, byte[]> store, Instant now) {
        return OpenSequences.of(
                rules,
                session,
                group -> {
                    var stored = store.get(group.encoded());
                    return stored == null ? GroupStates.empty() : GroupStore.decoded(stored);
                },
                now);
    }
}
