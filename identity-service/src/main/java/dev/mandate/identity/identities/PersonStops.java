package dev.mandate.identity.identities;

import dev.mandate.events.administration.Reason;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.identity.PersonEvent;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.messaging.proposals.Outcome;
import dev.mandate.messaging.proposals.SecondPerson;
import dev.mandate.messaging.result.Result;
import dev.mandate.messaging.security.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Stops people, lets them go on, and signs them out. Every method needs a transaction. */
@ApplicationScoped
class PersonStops {
    private final IdentityStore store;
    private final IdentityStops stops;
    private final PersonStop stop;
    private final SecondPerson second;

    PersonStops(IdentityStore store, IdentityStops stops, PersonStop stop, SecondPerson second) {
        this.store = store;
        this.stops = stops;
        this.stop = stop;
        this.second = second;
    }

    /** At once, unless too few would be left who could stand against it. */
    Uni<Result<Outcome<IdentityState>, PersonRefusal>> stop(
            IdentityId person, Reason reason, Requester by, Caller caller) {
        return checked(person, by, false)
                .chain(result -> result.chain(row -> second.ask(stop, new PersonStop.Wanted(person, reason), caller)));
    }

    Uni<Result<IdentityState, PersonRefusal>> resume(IdentityId person, Reason reason, Requester by) {
        return checked(person, by, false)
                .chain(result ->
                        result.chain(row -> stops.resume(person, reason, by).map(Result::done)));
    }

    /** By an administrator, or by himself. */
    Uni<Result<IdentityState, PersonRefusal>> signOut(IdentityId person, @Nullable Reason reason, Requester by) {
        return checked(person, by, true)
                .chain(result ->
                        result.chain(row -> stops.signOut(row, new PersonEvent.SignedOut(person, reason, by.by()))
                                .map(Result::done)));
    }

    /** The row is locked until the transaction ends. */
    private Uni<Result<IdentityRow, PersonRefusal>> checked(IdentityId person, Requester by, boolean himself) {
        if (!by.isAdministrator() && !(himself && by.person().equals(Optional.of(person))))
            return Result.nowRefused(PersonRefusal.NOT_ADMINISTRATOR);
        return store.locked(Set.of(person)).map(rows -> {
            if (!person.isPerson() || rows.isEmpty()) return Result.refused(PersonRefusal.UNKNOWN);
            var row = rows.get(0);
            var isVoid = by.person().equals(Optional.of(person))
                    && row.tokensVoidBefore != null
                    && by.tokenIssuedAt().isBefore(row.tokensVoidBefore);
            return isVoid ? Result.refused(PersonRefusal.VOID_TOKEN) : Result.done(row);
        });
    }
}
