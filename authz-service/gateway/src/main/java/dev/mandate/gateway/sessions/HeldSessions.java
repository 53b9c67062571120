package dev.mandate.gateway.sessions;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Sessions by a key, each held for somebody. Whoever has many loses his own, those used longest ago; where there are too many in all, those that rest make
 * room and then whoever has most. One thread at a time.
 */
public final class HeldSessions<S> {
    private final int all;
    private final int each;
    private final long idleNanos;
    private final LongSupplier nanos;

    /** Those that were used longest ago first. */
    private final LinkedHashMap<String, Held<S>> held = new LinkedHashMap<>();

    /** The same by whom they are for; nobody who has none. */
    private final Map<String, LinkedHashSet<String>> holders = new HashMap<>();

    private record Held<S>(String holder, S session, long usedAt) {}

    /**
     * Holds none yet.
     *
     * @param each of one holder
     * @param idle a session rests that wasn't used for so long, and is as good as gone
     * @param nanos the time, as {@link System#nanoTime}
     */
    public HeldSessions(int all, int each, Duration idle, LongSupplier nanos) {
        this.all = all;
        this.each = each;
        this.idleNanos = idle.toNanos();
        this.nanos = nanos;
    }

    /** Empty for one that rests, too. To find it is no use of it. */
    public Optional<S> find(String key) {
        var known = held.get(key);
        return known == null || idle(known) ? Optional.empty() : Optional.of(known.session());
    }

    /** As the one that was used last; others may make room for it. */
    public void keep(String key, String holder, S session) {
        forget(key);
        makeRoom(holder);
        held.put(key, new Held<>(holder, session, nanos.getAsLong()));
        holders.computeIfAbsent(holder, any -> new LinkedHashSet<>()).add(key);
    }

    public void forget(String key) {
        var gone = held.remove(key);
        var its = gone == null ? null : holders.get(gone.holder());
        if (gone == null || its == null) return;
        its.remove(key);
        if (its.isEmpty()) holders.remove(gone.holder());
    }

    private void makeRoom(String holder) {
        var its = holders.get(holder);
        if (its != null && its.size() >= each) forgetOldest(its);
        if (held.size() >= all) forgetIdle();
        if (held.size() >= all) forgetOldest(most());
    }

    private void forgetIdle() {
        while (!held.isEmpty() && idle(held.values().iterator().next()))
            forget(held.keySet().iterator().next());
    }

    private LinkedHashSet<String> most() {
        return holders.values().stream()
                .max(Comparator.comparingInt(LinkedHashSet::size))
                .orElseThrow();
    }

    private void forgetOldest(LinkedHashSet<String> its) {
        forget(its.iterator().next());
    }

    private boolean idle(Held<S> one) {
        return nanos.getAsLong() - one.usedAt() > idleNanos;
    }
}
