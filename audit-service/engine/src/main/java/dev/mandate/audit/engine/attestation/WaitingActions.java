package dev.mandate.audit.engine.attestation;

import dev.mandate.events.ids.SessionId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The actions of a task that aren't judged yet, in the order in which they came. Those of one session wait behind each other, since
 * what a session does next is judged by what it did before.
 */
final class WaitingActions {
    /** From here on the task takes no action before it has read more decisions. Bytes, as the records came. */
    static final long MAX_BYTES = 4 << 20;

    private static final char BORDER = '\u0000';

    private final KeyValueStore<String, WaitingAction> store;
    private final NavigableMap<Long, Waiting> inOrder = new TreeMap<>();
    private final Map<String, Deque<Waiting>> bySession = new HashMap<>();
    private long bytes;

    /**
     * @param offset of the action on its topic
     * @param decision that it names, as {@link Attestations} keeps it; null if it names none, or was left by another task
     * @param since how often the broker had been asked when it was taken up
     */
    record Waiting(
            String key,
            String session,
            long offset,
            @Nullable String decision,
            long since,
            int bytes) {}

    /** @param since how often the broker had been asked when the task took over what another one left */
    WaitingActions(KeyValueStore<String, WaitingAction> store, long since) {
        this.store = store;
        var left = new TreeMap<Long, Waiting>();
        try (var all = store.all()) {
            all.forEachRemaining(it -> {
                var session = it.key.substring(0, it.key.indexOf(BORDER));
                var offset = it.value.arrival().offset();
                left.put(offset, new Waiting(it.key, session, offset, null, since, it.value.bytes()));
            });
        }
        left.values().forEach(this::add);
    }

    boolean isEmpty() {
        return inOrder.isEmpty();
    }

    boolean any(SessionId session) {
        return bySession.containsKey(session.value());
    }

    void add(SessionId session, @Nullable String decision, WaitingAction action, long since) {
        var offset = action.arrival().offset();
        var key = session.value() + BORDER + offset;
        store.put(key, action);
        add(new Waiting(key, session.value(), offset, decision, since, action.bytes()));
    }

    private void add(Waiting one) {
        inOrder.put(one.offset, one);
        bySession.computeIfAbsent(one.session, its -> new ArrayDeque<>()).add(one);
        bytes += one.bytes;
    }

    boolean full() {
        return bytes >= MAX_BYTES;
    }

    /** Offset of the earliest. */
    OptionalLong first() {
        return inOrder.isEmpty() ? OptionalLong.empty() : OptionalLong.of(inOrder.firstKey());
    }

    /** Whose first action waits since this many asks or longer. */
    List<String> sessionsWaitingSince(long since) {
        var sessions = new LinkedHashSet<String>();
        for (var one : inOrder.values()) {
            if (one.since > since) break;
            sessions.add(one.session);
        }
        return List.copyOf(sessions);
    }

    int size() {
        return inOrder.size();
    }

    /**
     * Takes away the first of all, if it has waited since before: the others came later. It is the first of its session.
     *
     * @return its session; null where there is none
     */
    @Nullable
    String dropFirst(long before) {
        var first = inOrder.isEmpty() ? null : inOrder.firstEntry().getValue();
        if (first == null || store.get(first.key).arrival().at() >= before) return null;
        var its = Objects.requireNonNull(bySession.get(first.session));
        take(first, its);
        if (its.isEmpty()) bySession.remove(first.session);
        return first.session;
    }

    /** Hands out the session's actions up to the first that has to wait on. */
    List<WaitingAction> take(String session, Predicate<Waiting> ready) {
        var its = bySession.get(session);
        if (its == null) return List.of();
        var taken = new ArrayList<WaitingAction>();
        for (var one = its.peek(); one != null && ready.test(one); one = its.peek()) taken.add(take(one, its));
        if (its.isEmpty()) bySession.remove(session);
        return taken;
    }

    /** @param first of its session */
    private WaitingAction take(Waiting first, Deque<Waiting> its) {
        its.remove();
        inOrder.remove(first.offset);
        bytes -= first.bytes;
        return store.delete(first.key);
    }
}
