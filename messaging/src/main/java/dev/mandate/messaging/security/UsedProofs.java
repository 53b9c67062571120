package dev.mandate.messaging.security;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;

/**
 * Proofs that were used and would still count by their time. There is room for so many; where more are fresh than that, the oldest is
 * forgotten, and from then on no proof of its key counts that was made when that one was or before. So none counts twice, whatever the load;
 * what shrinks is how old a proof may be (room for 100,000 is a minute at 1,667 requests a second), and who makes proofs ahead of time locks
 * out himself alone.
 */
final class UsedProofs {
    /** For so long a proof that was used may be shown again. */
    private static final Duration FRESH = KeyProof.AGE.plus(KeyProof.SKEW).plus(KeyProof.SKEW);

    private record Use(String key, Instant made, Instant at) {}

    private final int room;
    private final LinkedHashMap<String, Use> uses = new LinkedHashMap<>();

    /** Of each key the newest that was forgotten, those of which one was forgotten last at the end. */
    private final LinkedHashMap<String, Use> forgotten = new LinkedHashMap<>();

    /** Of the keys that have no room there. */
    private Instant forgottenOfAny = Instant.MIN;

    UsedProofs(int room) {
        this.room = room;
    }

    /** Whether it counts: it wasn't used, and no other one of its key that was made at its time or after it has been forgotten. */
    synchronized boolean use(KeyProof proof, Instant now) {
        var newest = forgotten.get(proof.key());
        if (newest != null && !proof.made().isAfter(newest.made())
                || !proof.made().isAfter(forgottenOfAny)) return false;
        var use = new Use(proof.key(), proof.made(), now);
        if (uses.putIfAbsent(proof.key() + ' ' + proof.id(), use) != null) return false;
        forget(now.minus(FRESH));
        return true;
    }

    private void forget(Instant before) {
        for (var oldest = uses.values().iterator(); oldest.hasNext(); ) {
            var use = oldest.next();
            var expired = use.at().isBefore(before);
            if (!expired && uses.size() <= room) break;
            oldest.remove();
            if (!expired) remember(use);
        }
        for (var oldest = forgotten.values().iterator(); oldest.hasNext(); ) {
            var use = oldest.next();
            var expired = use.at().isBefore(before);
            if (!expired && forgotten.size() <= room) break;
            oldest.remove();
            if (!expired) forgottenOfAny = later(forgottenOfAny, use.made());
        }
    }

    /** Until it would have expired, and as long as any of its key before it. */
    private void remember(Use use) {
        var before = forgotten.remove(use.key());
        forgotten.put(use.key(), before == null ? use : new Use(use.key(), later(before.made(), use.made()), use.at()));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
