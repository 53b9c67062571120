package dev.mandate.gateway.envoy;

import dev.mandate.messaging.security.Caller;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Whose a session at a server behind the proxy is: of whoever was let through first with its id, since the server gives it to him alone and its answers
 * aren't seen here. Ids that differ in capitals alone are one, as they are to servers that read them as UUIDs. Another caller's use is that of a session
 * which isn't there. Whoever uses many loses his own, those used longest ago: what was lost counts for the next who uses it, as it does after a restart, at
 * another replica and after a long rest.
 */
@Singleton
class SeenSessions {
    private final int all;
    private final int each;
    private final long idleNanos;
    private final LongSupplier nanos;

    /** Those that were used longest ago first. */
    private final LinkedHashMap<String, Seen> seen = new LinkedHashMap<>();

    /** The same by whom they are for; nobody who has none. */
    private final Map<String, LinkedHashSet<String>> holders = new HashMap<>();

    private record Seen(String holder, String caller, long usedAt) {}

    @Inject
    SeenSessions(EnvoyConfig config) {
        this(config.sessions(), config.sessionsOfCaller(), config.sessionIdle(), System::nanoTime);
    }

    SeenSessions(int all, int each, Duration idle, LongSupplier nanos) {
        this.all = all;
        this.each = each;
        this.idleNanos = idle.toNanos();
        this.nanos = nanos;
    }

    /** Whether it is known to be somebody else's; asking changes nothing. */
    synchronized boolean isAnothers(String id, String server, Caller caller) {
        return isAnothers(seen.get(key(id, server)), caller);
    }

    /** He was let through with it: from now on it is his. False if it has become somebody else's meanwhile. */
    synchronized boolean keep(String id, String server, Caller caller) {
        var key = key(id, server);
        if (isAnothers(seen.get(key), caller)) return false;
        forget(key);
        makeRoom(caller.subject());
        seen.put(key, new Seen(caller.subject(), whose(caller), nanos.getAsLong()));
        holders.computeIfAbsent(caller.subject(), any -> new LinkedHashSet<>()).add(key);
        return true;
    }

    private boolean isAnothers(@Nullable Seen known, Caller caller) {
        return known != null && !idle(known) && !known.caller().equals(whose(caller));
    }

    private static String key(String id, String server) {
        return server + "|" + id.toLowerCase(Locale.ROOT);
    }

    private static String whose(Caller caller) {
        return caller.acting() + "|" + caller.subject() + "|" + caller.clientId();
    }

    private void makeRoom(String holder) {
        var its = holders.get(holder);
        if (its != null && its.size() >= each) forgetOldest(holder);
        if (seen.size() >= all) forgetIdle();
        if (seen.size() >= all) forgetOldest(whoHasMost());
    }

    private void forgetIdle() {
        while (!seen.isEmpty() && idle(seen.values().iterator().next()))
            forget(seen.keySet().iterator().next());
    }

    private String whoHasMost() {
        return holders.entrySet().stream()
                .max(Comparator.comparingInt(its -> its.getValue().size()))
                .orElseThrow()
                .getKey();
    }

    private void forgetOldest(String holder) {
        var its = holders.get(holder);
        if (its != null) forget(its.iterator().next());
    }

    private void forget(String key) {
        var gone = seen.remove(key);
        var its = gone == null ? null : holders.get(gone.holder());
        if (gone == null || its == null) return;
        its.remove(key);
        if (its.isEmpty()) holders.remove(gone.holder());
    }

    private boolean idle(Seen one) {
        return nanos.getAsLong() - one.usedAt() > idleNanos;
    }
}
