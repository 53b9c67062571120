package dev.mandate.messaging.security;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;

/**
 * Proofs that were used and would still count by their time. There is room for so many; where more are fresh than that, the oldest is
 * forgotten, and from then on no proof counts that was made when that one was or before. So none counts twice, whatever the load; what
 * shrinks is how old a proof may be: room for 100,000 is a minute at 1,667 requests a second.
 */
final class UsedProofs {
    /** For so long a proof that was used may be shown again. */
    private static final Duration FRESH = KeyProof.AGE.plus(KeyProof.SKEW).plus(KeyProof.SKEW);

    private record Use(Instant made, Instant at) {}

    private final int room;
    private final LinkedHashMap<String, Use> uses = new LinkedHashMap<>();
    private Instant forgotten = Instant.MIN;

    UsedProofs(int room) {
        this.room = room;
    }

    /** Whether it counts: it wasn't used, and no other one that was made at its time or after it has been forgotten. */
    synchronized boolean use(KeyProof proof, Instant now) {
        if (!proof.made().isAfter(forgotten)) return false;
        if (uses.putIfAbsent(proof.key() + ' ' + proof.id(), new Use(proof.made(), now)) != null) return false;
        forget(now.minus(FRESH));
        return true;
    }

    private void forget(Instant before) {
        var oldest = uses.values().iterator();
        while (oldest.hasNext()) {
            var use = oldest.next();
            var expired = use.at().isBefore(before);
            if (!expired && uses.size() <= room) return;
            if (!expired && use.made().isAfter(forgotten)) forgotten = use.made();
            oldest.remove();
        }
    }
}
