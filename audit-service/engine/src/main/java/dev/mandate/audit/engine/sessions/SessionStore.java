package dev.mandate.audit.engine.sessions;

import dev.mandate.audit.engine.attestation.Attestations;
import dev.mandate.audit.engine.attestation.KnownDecisionSerde;
import dev.mandate.audit.engine.attestation.WaitingAction;
import dev.mandate.audit.engine.calls.Approval;
import dev.mandate.audit.engine.profiles.ProfileSample;
import dev.mandate.audit.engine.records.Failure;
import dev.mandate.audit.engine.sigma.correlation.types.Level;
import dev.mandate.audit.engine.sigma.correlation.types.Rule;
import dev.mandate.audit.engine.stored.DecodedStore;
import dev.mandate.audit.engine.stored.HashedStore;
import dev.mandate.audit.engine.stored.RiskSerdes;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.ids.SessionId;
import dev.mandate.events.risk.SessionRisk;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * The memories of a task's sessions; beside them what was found about each, and when each was touched, so that a finding and
 * the look for idle sessions are cheap: those that were learnt from are apart, since they are only looked for to be forgotten.
 */
public final class SessionStore {
    private static final System.Logger LOG = System.getLogger(SessionStore.class.getName());

    static final String MEMORIES = "session-memories";
    static final String FOUND = "session-found";
    static final String TOUCHED = "session-touched";
    static final String TAUGHT = "session-taught";
    public static final String[] ALL = {MEMORIES, FOUND, TOUCHED, TAUGHT};

    /** With what the task told of them. */
    public static final String[] WITH_TOLD = {MEMORIES, FOUND, TOUCHED, TAUGHT, SessionWriter.STORE};

    /** With what says which of the session's actions count. */
    public static final String[] WITH_ATTESTATIONS = {
        MEMORIES, FOUND, TOUCHED, TAUGHT, Attestations.DECISIONS, Attestations.WAITING
    };

    /** A session that rests this long is taken as ended, and learnt from. */
    static final Duration ENDED = Duration.ofHours(1);

    /** A session that rests this long is forgotten. */
    public static final Duration FORGOTTEN = Duration.ofHours(24);

    public static final Duration LOOK = Duration.ofMinutes(1);

    private final DecodedStore<SessionMemory> memories;
    private final DecodedStore<SessionFound> found;
    /** When each was touched that is still to be learnt from. */
    private final KeyValueStore<String, Long> touched;
    /** When each other was touched. */
    private final KeyValueStore<String, Long> taught;

    private SessionStore(
            DecodedStore<SessionMemory> memories,
            DecodedStore<SessionFound> found,
            KeyValueStore<String, Long> touched,
            KeyValueStore<String, Long> taught) {
        this.memories = memories;
        this.found = found;
        this.touched = touched;
        this.taught = taught;
    }

    /** @param form that is written, see {@link dev.mandate.audit.engine.stored.StoredForm} */
    public static void addTo(StreamsBuilder builder, int form) {
        builder.addStateStore(DecodedStore.named(MEMORIES, SessionMemorySerde.serde(form), SessionMemory::doubtful));
        builder.addStateStore(DecodedStore.named(FOUND, RiskSerdes.json(SessionFound.class), found -> found));
        builder.addStateStore(SessionWriter.store());
        for (var store : List.of(TOUCHED, TAUGHT))
            builder.addStateStore(
                    Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(store), Serdes.String(), Serdes.Long()));
        builder.addStateStore(HashedStore.named(Attestations.DECISIONS, KnownDecisionSerde.serde()));
        builder.addStateStore(Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(Attestations.WAITING),
                Serdes.String(),
                RiskSerdes.json(WaitingAction.class)));
    }

    public static SessionStore open(ProcessorContext<?, ?> context) {
        return new SessionStore(
                context.getStateStore(MEMORIES),
                context.getStateStore(FOUND),
                context.getStateStore(TOUCHED),
                context.getStateStore(TAUGHT));
    }

    @Nullable
    public SessionMemory get(String session) {
        return memories.get(session);
    }

    public void put(SessionMemory memory) {
        var session = memory.risk().session().value();
        memories.put(session, memory);
        touch(session, memory);
    }

    /** Told only now and then: {@link #sweep} asks the memory itself about what seems to rest. */
    private void touch(String session, SessionMemory memory) {
        var store = memory.taught() ? taught : touched;
        var told = store.get(session);
        if (told == null || memory.touched() - told >= LOOK.toMillis()) store.put(session, memory.touched());
    }

    /** @param approval that the call rests on at which it was found; null without one */
    public void found(String session, String rule, Level level, @Nullable Approval approval) {
        var before = found.get(session);
        var after = (before == null ? SessionFound.NOTHING : before).plus(rule, level, approval);
        if (!after.equals(before)) found.put(session, after);
    }

    /** It is told what became of a call of which that had been missed. */
    public void told(SessionId session, DecisionId decision) {
        change(session.value(), it -> it.told(decision.value()));
    }

    /** A call that a person approved was made in the session. */
    public void ran(String session, String approval) {
        change(session, it -> it.ran(approval));
    }

    private void change(String session, UnaryOperator<SessionFound> change) {
        var before = found.get(session);
        if (before == null) return;
        var after = change.apply(before);
        if (after != before) found.put(session, after);
    }

    /** What decisions may know of the session, with all that was found about it; null for one that is not known here. */
    @Nullable
    public SessionRisk risk(String session) {
        var memory = get(session);
        return memory == null ? null : found(session).on(memory.risk());
    }

    /**
     * What decisions may know of a session of which something can't be known: as if this had been found, for as long as the session
     * is kept, though nothing else may be known of it.
     */
    public SessionRisk doubt(SessionId session, Rule because, long now) {
        found(session.value(), because.id(), because.level(), null);
        return doubted(session, now);
    }

    /** As without decisions, but only until it is told what became of the calls that these allowed. */
    public SessionRisk doubt(SessionId session, Rule because, List<DecisionId> untold, long now) {
        for (var decision : untold)
            found(session.value(), because.id(), because.level(), Approval.waiting(decision.value()));
        return doubted(session, now);
    }

    private SessionRisk doubted(SessionId session, long now) {
        var id = session.value();
        var memory = get(id);
        if (memory != null) put(memory.touchedAt(now));
        else taught.put(id, now); // there is nothing to learn
        return found(id).on(memory == null ? untouched(session, now) : memory.risk());
    }

    private static SessionRisk untouched(SessionId session, long revision) {
        return SessionRisk.untouched(session, revision, Instant.ofEpochMilli(revision));
    }

    /**
     * Hands out what has ended and was not learnt from, and the last state of what is forgotten from now on.
     *
     * @param quiet until when, in milliseconds since 1970, every action was judged: rest is counted up to there
     */
    public void sweep(long quiet, Consumer<ProfileSample> ended, Consumer<SessionRisk> forgotten) {
        for (var session : before(touched, quiet - ENDED.toMillis()))
            alone(touched, session, () -> end(session, quiet, ended));
        for (var session : before(taught, quiet - FORGOTTEN.toMillis()))
            alone(taught, session, () -> forget(session, quiet, forgotten));
    }

    /** One that can't be read, taught or told is not asked for again; the others are. */
    private static void alone(KeyValueStore<String, Long> sessions, String session, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | StackOverflowError e) {
            if (!Failure.ofRecord(e)) throw e;
            LOG.log(System.Logger.Level.ERROR, "session " + session + " can't be ended", e);
            sessions.delete(session);
        }
    }

    private void end(String session, long quiet, Consumer<ProfileSample> ended) {
        var memory = get(session);
        if (memory != null && memory.touched() > quiet - ENDED.toMillis()) {
            touched.put(session, memory.touched());
            return;
        }
        touched.delete(session);
        if (memory == null) return;
        if (!memory.taught()) {
            ended.accept(memory.sample(found(session).learningScope()));
            memories.put(session, memory.afterTeaching());
        }
        taught.put(session, memory.touched());
    }

    private void forget(String session, long quiet, Consumer<SessionRisk> forgotten) {
        var memory = get(session);
        if (memory != null && memory.touched() > quiet - FORGOTTEN.toMillis()) {
            taught.put(session, memory.touched());
            return;
        }
        taught.delete(session);
        if (memory != null) forgotten.accept(memory.deleted());
        else if (found.get(session) != null)
            forgotten.accept(untouched(new SessionId(session), quiet).ended(quiet));
        memories.delete(session);
        found.delete(session);
    }

    private SessionFound found(String session) {
        var known = found.get(session);
        return known == null ? SessionFound.NOTHING : known;
    }

    private static List<String> before(KeyValueStore<String, Long> sessions, long horizon) {
        var idle = new ArrayList<String>();
        try (var all = sessions.all()) {
            all.forEachRemaining(entry -> {
                if (entry.value <= horizon) idle.add(entry.key);
            });
        }
        return idle;
    }
}
