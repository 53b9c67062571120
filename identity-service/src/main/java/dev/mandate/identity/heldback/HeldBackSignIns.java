package dev.mandate.identity.heldback;

import dev.mandate.events.identity.HeldBack;
import dev.mandate.events.identity.SignalEvent;
import dev.mandate.events.identity.SignalEvent.SignInMethod;
import dev.mandate.events.identity.SignalEvent.SignInsHeldBack;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.heldback.Tallies.Attempted;
import dev.mandate.identity.heldback.Tallies.Tally;
import dev.mandate.identity.identities.Identities;
import dev.mandate.messaging.outbox.Outbox;
import dev.mandate.messaging.result.Result;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Counts attempts to sign in that are answered without being looked at, so that nothing is written for any of them, and puts their number on record: a fact for
 * each account, way and reason, for {@link Tallies#MOST} of them at most, and for all others together one for each way and reason. What was typed as a name is kept
 * until then in memory alone. A replica that ends forgets what it hasn't told, which is of less than a minute.
 */
@ApplicationScoped
public class HeldBackSignIns {
    private final Identities identities;
    private final Outbox outbox;
    private final InstantSource clock;

    private final Tallies tallies = new Tallies();

    HeldBackSignIns(Identities identities, Outbox outbox, InstantSource clock) {
        this.identities = identities;
        this.outbox = outbox;
        this.clock = clock;
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

    private void count(Attempted attempted, @Nullable String address) {
        tallies.add(attempted, Tally.one(clock.instant(), address));
    }

    /** Puts on record what was counted so far, in a transaction that begins here; what isn't on record then is told next time. */
    Uni<Void> tell() {
        var taken = tallies.taken();
        if (taken.isEmpty()) return Uni.createFrom().voidItem();
        return Panache.withTransaction(() -> facts(taken).chain(all -> outbox.publishAll(SignalEvent.FAMILY, all)))
                .onFailure()
                .invoke(() -> tallies.giveBack(taken));
    }

    private Uni<List<SignalEvent>> facts(Map<Attempted, Tally> taken) {
        Uni<List<SignalEvent>> facts = Uni.createFrom().item(new ArrayList<>());
        for (var each : taken.entrySet())
            facts = facts.chain(all -> subject(each.getKey()).map(subject -> {
                all.add(fact(subject.orElse(null), each.getKey(), each.getValue()));
                return all;
            }));
        return facts;
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
