package dev.mandate.gateway.sessions;

import dev.mandate.messaging.security.Caller;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Whose a session at a server behind the proxy is: of whoever was let through first with its id, since the server gives it to him alone and its answers
 * aren't seen here. Ids that differ in capitals alone are one, as they are to servers that read them as UUIDs. Another caller's use is that of a session
 * which isn't there. Whoever uses many loses his own, those used longest ago: what was lost counts for the next who uses it, as it does after a restart, at
 * another replica and after a long rest.
 */
public final class SeenSessions {
    /** By whom each is used. */
    private final HeldSessions<String> sessions;

    /**
     * Knows none yet.
     *
     * @param each of those that act for one person, or for one agent that acts for nobody
     * @param idle a session that nobody used for so long is nobody's
     * @param nanos the time, as {@link System#nanoTime}
     */
    public SeenSessions(int all, int each, Duration idle, LongSupplier nanos) {
        this.sessions = new HeldSessions<>(all, each, idle, nanos);
    }

    /** Whether it is known to be somebody else's; asking changes nothing. */
    public synchronized boolean isAnothers(String id, String server, Caller caller) {
        return sessions.find(key(id, server))
                .filter(whose -> !whose.equals(whose(caller)))
                .isPresent();
    }

    /** He was let through with it: from now on it is his. False if it has become somebody else's meanwhile. */
    public synchronized boolean keep(String id, String server, Caller caller) {
        if (isAnothers(id, server, caller)) return false;
        sessions.keep(key(id, server), caller.subject(), whose(caller));
        return true;
    }

    private static String key(String id, String server) {
        return server + "|" + id.toLowerCase(Locale.ROOT);
    }

    private static String whose(Caller caller) {
        return caller.acting() + "|" + caller.subject() + "|" + caller.clientId();
    }
}
