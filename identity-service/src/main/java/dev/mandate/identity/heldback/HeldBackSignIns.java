package dev.mandate.identity.heldback;

import dev.mandate.events.identity.SignalEvent;
import dev.mandate.events.identity.SignalEvent.HeldBack;
import dev.mandate.events.identity.SignalEvent.SignInMethod;
import dev.mandate.events.identity.SignalEvent.SignInsHeldBack;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.identities.Identities;
import dev.mandate.messaging.outbox.Outbox;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Counts attempts to sign in that are answered without being looked at, so that nothing is written for any of them, and puts their number on record: a fact for
 * each account, way and reason, for {@link #MOST} of them at most, and for all others together one for each way and reason. What was typed as a name is kept
 * until then in memory alone. A replica that is killed forgets what it hasn't told, which is of less than a minute.
 */
@ApplicationScoped
public class HeldBackSignIns {
    static final int MOST = 100;

    private final Identities identities;
    private final Outbox outbox;
    private final InstantSource clock;

    private Map<Attempted, Tally> tallies = new HashMap<>();

    HeldBackSignIns(Identities identities, Outbox outbox, InstantSource clock) {
        this.identities = identities;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * @param name as it was typed; null where none was
     * @param person who is known already; null where he isn't
     */
    private record Attempted(
            @Nullable String name,
            @Nullable IdentityId person,
            SignInMethod method,
            HeldBack reason,
            @Nullable String issuer) {
        Attempted ofMany() {
            return new Attempted(null, null, method, reason, issuer);
        }
    }

    private record Tally(
            Instant from,
            Instant at,
            int attempts,
            @Nullable String address) {
        Tally and(Tally later) {
            return new Tally(from, later.at, Math.addExact(attempts, later.attempts), later.address);
        }
    }

    /** @param name as it was typed; null where none was */
    public void count(@Nullable String name, SignInMethod method, HeldBack reason, String address) {
        count(new Attempted(name, null, method, reason, null), address);
    }

    /** Counts one that came too early, where the result is refused. */
    public <T> void ifTooEarly(Result<T, Duration> result, @Nullable String name, SignInMethod method, String address) {
        if (isRefused(result)) count(name, method, HeldBack.TOO_MANY, address);
    }

    /** The same of somebody who has shown who he is by something else. */
    public <T> void ifTooEarly(Result<T, Duration> result, IdentityId person, SignInMethod method, String address) {
        if (isRefused(result)) count(new Attempted(null, person, method, HeldBack.TOO_MANY, null), address);
    }

    /** Counts an assertion of an issuer that is trusted, where the result is refused: by such a name anybody may send anything. */
    public <T, R> void ifRefused(Result<T, R> result, String issuer) {
        if (isRefused(result))
            count(new Attempted(null, null, SignInMethod.PROVIDER, HeldBack.ASSERTION, issuer), null);
    }

    private static <T, R> boolean isRefused(Result<T, R> result) {
        return result.fold(done -> false, why -> true);
    }

    private synchronized void count(Attempted attempted, @Nullable String address) {
        var now = clock.instant();
        var known = tallies.containsKey(attempted) || tallies.size() < MOST;
        tallies.merge(known ? attempted : attempted.ofMany(), new Tally(now, now, 1, address), Tally::and);
    }

    private synchronized Map<Attempted, Tally> taken() {
        var taken = tallies;
        tallies = new HashMap<>();
        return taken;
    }

    private synchronized void giveBack(Map<Attempted, Tally> taken) {
        taken.forEach((attempted, tally) -> tallies.merge(attempted, tally, (later, earlier) -> earlier.and(later)));
    }

    /** Puts on record what was counted so far; what can't be now is told next time. Needs a transaction. */
    Uni<Void> tell() {
        var taken = taken();
        if (taken.isEmpty()) return Uni.createFrom().voidItem();
        Uni<List<SignalEvent>> facts = Uni.createFrom().item(new ArrayList<>());
        for (var each : taken.entrySet())
            facts = facts.chain(all -> subject(each.getKey()).map(subject -> {
                all.add(fact(subject.orElse(null), each.getKey(), each.getValue()));
                return all;
            }));
        return facts.chain(all -> outbox.publishAll(SignalEvent.FAMILY, all))
                .onFailure()
                .invoke(() -> giveBack(taken));
    }

    private Uni<Optional<IdentityId>> subject(Attempted attempted) {
        var name = attempted.name();
        if (name == null) return Uni.createFrom().item(Optional.ofNullable(attempted.person()));
        return identities
                .signingIn(name)
                .map(found -> found.map(it -> it.state().identity()));
    }

    private static SignalEvent fact(@Nullable IdentityId subject, Attempted attempted, Tally tally) {
        return new SignInsHeldBack(
                subject,
                tally.from(),
                tally.at(),
                attempted.method(),
                attempted.reason(),
                tally.attempts(),
                tally.address(),
                attempted.issuer());
    }
}
