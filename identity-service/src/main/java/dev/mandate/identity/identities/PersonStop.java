package dev.mandate.identity.identities;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.Reason;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.messaging.proposals.FarReachingChange;
import dev.mandate.messaging.proposals.Prepared;
import dev.mandate.messaging.proposals.Reach;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** One person stops anybody, at once; but not one after the other of those who could stand against him. */
@ApplicationScoped
class PersonStop implements FarReachingChange<PersonStop.Wanted, IdentityState, PersonRefusal> {
    /** @param reason in the words of whoever wants it */
    record Wanted(IdentityId person, Reason reason) {}

    private final IdentityStore store;
    private final IdentityStops stops;
    private final InstantSource clock;

    PersonStop(IdentityStore store, IdentityStops stops, InstantSource clock) {
        this.store = store;
        this.stops = stops;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return "approver-stop";
    }

    @Override
    public Class<Wanted> content() {
        return Wanted.class;
    }

    @Override
    public Uni<Result<Prepared<IdentityState, PersonRefusal>, PersonRefusal>> prepare(Wanted wanted, Actor by) {
        return store.locked(Set.of(wanted.person())).chain(rows -> {
            if (rows.isEmpty() || !wanted.person().isPerson()) return Result.nowRefused(PersonRefusal.UNKNOWN);
            var row = rows.get(0);
            var now = clock.instant();
            Supplier<Uni<Result<IdentityState, PersonRefusal>>> making =
                    () -> stops.stop(wanted.person(), wanted.reason(), by).map(Result::done);
            if (!ApproversByRole.stands(row, now)) return Result.nowDone(Prepared.near(making));
            return store.withMandateRoles().map(all -> {
                var left = left(all, row, by, now);
                return Result.done(
                        left.enough() ? Prepared.near(making) : Prepared.far(reach(row, wanted, left), making));
            });
        });
    }

    static ApproversLeft left(List<IdentityRow> all, IdentityRow stopping, Actor by, Instant now) {
        var standing = new ArrayList<String>();
        var stopped = new ArrayList<String>();
        for (var row : all) {
            if (row.id.equals(stopping.id) || row.id.equals(by.subject())) continue;
            if (ApproversByRole.stands(row, now)) standing.add(named(row));
            else if (ApproversByRole.wouldStand(row, now)) stopped.add(named(row));
        }
        return new ApproversLeft(standing, stopped);
    }

    private static Reach reach(IdentityRow row, Wanted wanted, ApproversLeft left) {
        return new Reach(
                row.id,
                "one of few",
                "stop " + named(row) + ", who could approve what needs two people: " + wanted.reason(),
                left.lines());
    }

    private static String named(IdentityRow row) {
        return row.displayName + " (" + row.id + ")";
    }

    @Override
    public String words(PersonRefusal refusal) {
        return "the person isn't known any more";
    }
}
