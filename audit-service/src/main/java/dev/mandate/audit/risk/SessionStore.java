package dev.mandate.audit.risk;

import dev.mandate.audit.sigma.Level;
import dev.mandate.events.risk.SessionRisk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/** The memories of a task's sessions, and beside them when each was touched, so that looking for the idle ones is cheap. */
final class SessionStore {
    static final String MEMORIES = "session-memories";
    static final String TOUCHED = "session-touched";

    /** A session that rests this long is taken as ended, and learnt from. */
    static final Duration ENDED = Duration.ofHours(1);

    /** A session that rests this long is forgotten. */
    static final Duration FORGOTTEN = Duration.ofHours(24);

    static final Duration LOOK = Duration.ofMinutes(1);

    private final KeyValueStore<String, SessionMemory> memories;
    private final KeyValueStore<String, Long> touched;

    private SessionStore(KeyValueStore<String, SessionMemory> memories, KeyValueStore<String, Long> touched) {
        this.memories = memories;
        this.touched = touched;
    }

    static void addTo(StreamsBuilder builder) {
        builder.addStateStore(Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(MEMORIES), Serdes.String(), RiskSerdes.json(SessionMemory.class)));
        builder.addStateStore(
                Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(TOUCHED), Serdes.String(), Serdes.Long()));
    }

    static SessionStore open(ProcessorContext<?, ?> context) {
        return new SessionStore(context.getStateStore(MEMORIES), context.getStateStore(TOUCHED));
    }

    @Nullable
    SessionMemory get(String session) {
        return memories.get(session);
    }

    void put(SessionMemory memory) {
        var session = memory.risk().session().value();
        memories.put(session, memory);
        touched.put(session, memory.touched());
    }

    /** The state after a finding; null if the session is not known here. */
    @Nullable
    SessionRisk found(String session, String rule, Level level) {
        var memory = memories.get(session);
        if (memory == null) return null;
        var next = memory.found(rule, SessionRisk.Level.valueOf(level.name()));
        memories.put(session, next);
        return next.risk();
    }

    /** Hands out what has ended and was not learnt from, and what is forgotten from now on. */
    void sweep(long now, Consumer<SessionMemory> ended, Consumer<SessionMemory> forgotten) {
        for (var session : before(now - ENDED.toMillis())) {
            var memory = memories.get(session);
            if (memory == null) {
                touched.delete(session);
                continue;
            }
            if (!memory.taught()) {
                ended.accept(memory);
                memories.put(session, memory.afterTeaching());
            }
            if (memory.touched() > now - FORGOTTEN.toMillis()) continue;
            forgotten.accept(memory);
            memories.delete(session);
            touched.delete(session);
        }
    }

    private List<String> before(long horizon) {
        var found = new ArrayList<String>();
        try (var all = touched.all()) {
            all.forEachRemaining(entry -> {
                if (entry.value <= horizon) found.add(entry.key);
            });
        }
        return found;
    }
}
