package dev.mandate.authz.engine.sessions;

import dev.mandate.events.ids.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whose sessions are counted. Where there is no room for one more, whoever has most makes it: first by sessions that did nothing
 * which a label stands for, and of which nobody misses anything, then by his oldest. Of these something is unknown from then on, for
 * him alone: nobody's flood costs anybody else a session.
 */
final class SessionShares {
    /** Longer than any session: nothing of before then can be asked about. */
    private static final Duration REMEMBERED = Duration.ofHours(49);

    /** Of all, that are forgotten at a time, so that looking for who has most is rare. */
    private static final int PART = 256;

    private final Map<String, Share> shares = new HashMap<>();

    /** A session's tally. */
    record Key(String session, long day) {
        static final long TASK = Long.MIN_VALUE;

        /** What somebody does without a task counts by the day. */
        static Key of(SessionId session, Instant at) {
            var id = session.value();
            return new Key(id, id.indexOf(':') < 0 ? TASK : Math.floorDiv(at.getEpochSecond(), 86_400));
        }
    }

    private static final class Share {
        private final Map<Key, SessionAccount> sessions = new LinkedHashMap<>();
        private Instant droppedUntil = Instant.MIN;
    }

    synchronized void add(String holder, Key key, SessionAccount account) {
        shares.computeIfAbsent(holder, any -> new Share()).sessions.put(key, account);
    }

    synchronized void remove(String holder, Key key) {
        var share = shares.get(holder);
        if (share != null) share.sessions.remove(key);
    }

    /** The sessions that are to be forgotten; those of which something is missed then are on record here. */
    synchronized List<Key> makeRoom(int most, Instant now) {
        var wanted = Math.max(1, most / PART);
        var gone = new ArrayList<Key>();
        while (gone.size() < wanted) {
            var largest = largest();
            if (largest == null) break;
            var atOnce = Math.max(1, Math.min(wanted - gone.size(), largest.sessions.size() / 2));
            var some = idle(largest, atOnce);
            if (some.isEmpty()) {
                some = largest.sessions.keySet().stream().limit(atOnce).toList();
                largest.droppedUntil = now;
            }
            some.forEach(largest.sessions::remove);
            gone.addAll(some);
        }
        return gone;
    }

    private @Nullable Share largest() {
        return shares.values().stream()
                .filter(share -> !share.sessions.isEmpty())
                .max(Comparator.comparingInt(share -> share.sessions.size()))
                .orElse(null);
    }

    private static List<Key> idle(Share share, int most) {
        return share.sessions.entrySet().stream()
                .filter(entry -> entry.getValue().idle())
                .limit(most)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Sessions of his that began until then and are not known may be among those that were forgotten. */
    synchronized Instant droppedUntil(String holder) {
        var share = shares.get(holder);
        return share == null ? Instant.MIN : share.droppedUntil;
    }

    synchronized void sweep(Instant now) {
        var earliest = now.minus(REMEMBERED);
        shares.values().removeIf(share -> share.sessions.isEmpty() && share.droppedUntil.isBefore(earliest));
    }
}
