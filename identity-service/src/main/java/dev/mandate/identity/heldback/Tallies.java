package dev.mandate.identity.heldback;

import dev.mandate.events.identity.HeldBack;
import dev.mandate.events.identity.SignalEvent.SignInMethod;
import dev.mandate.events.ids.IdentityId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was counted and isn't told yet: of {@link #MOST} accounts at most, and of all others together for each way and reason. Any thread. */
final class Tallies {
    static final int MOST = 100;

    private Map<Attempted, Tally> all = new HashMap<>();

    /**
     * Of what.
     *
     * @param name as it was typed; null where none was
     * @param person who is known already; null where he isn't
     */
    record Attempted(
            @Nullable String name,
            @Nullable IdentityId person,
            SignInMethod method,
            HeldBack reason,
            @Nullable String issuer) {
        Attempted ofMany() {
            return new Attempted(null, null, method, reason, issuer);
        }
    }

    /** How many, the first and the last of them when, and the last from where. */
    record Tally(
            Instant from,
            Instant at,
            int attempts,
            @Nullable String address) {
        static Tally one(Instant at, @Nullable String address) {
            return new Tally(at, at, 1, address);
        }

        private Tally and(Tally other) {
            var last = other.at.isBefore(at) ? this : other;
            return new Tally(
                    from.isBefore(other.from) ? from : other.from,
                    last.at,
                    (int) Math.min(Integer.MAX_VALUE, (long) attempts + other.attempts),
                    last.address);
        }
    }

    synchronized void add(Attempted attempted, Tally tally) {
        var known = all.containsKey(attempted) || all.size() < MOST;
        all.merge(known ? attempted : attempted.ofMany(), tally, Tally::and);
    }

    /** All that was counted, which is counted no more. */
    synchronized Map<Attempted, Tally> taken() {
        var taken = all;
        all = new HashMap<>();
        return taken;
    }

    /** What {@link #taken} gave couldn't be told. */
    void giveBack(Map<Attempted, Tally> taken) {
        taken.forEach(this::add);
    }
}
