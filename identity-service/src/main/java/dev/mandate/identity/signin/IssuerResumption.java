package dev.mandate.identity.signin;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.Reason;
import dev.mandate.identity.identities.Identities;
import dev.mandate.messaging.proposals.FarReachingChange;
import dev.mandate.messaging.proposals.Prepared;
import dev.mandate.messaging.proposals.Reach;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;

/** One person stops an issuer whose keys may be in wrong hands; two let it go on. */
@ApplicationScoped
class IssuerResumption implements FarReachingChange<IssuerResumption.Resumed, IssuerView, IssuerRefusal> {
    /** @param reason in the words of whoever wants it */
    record Resumed(String issuer, Reason reason) {}

    private final Issuers issuers;
    private final IssuerStore store;
    private final Identities identities;

    IssuerResumption(Issuers issuers, IssuerStore store, Identities identities) {
        this.issuers = issuers;
        this.store = store;
        this.identities = identities;
    }

    @Override
    public String kind() {
        return "issuer-resumption";
    }

    @Override
    public Class<Resumed> content() {
        return Resumed.class;
    }

    @Override
    public Uni<Result<Prepared<IssuerView, IssuerRefusal>, IssuerRefusal>> prepare(Resumed wanted, Actor by) {
        return store.locked(wanted.issuer()).chain(known -> {
            if (known.isEmpty()) return Result.nowRefused(IssuerRefusal.UNKNOWN);
            var row = known.get();
            Supplier<Uni<Result<IssuerView, IssuerRefusal>>> making =
                    () -> issuers.resume(row, wanted.reason(), by).map(Result::done);
            if (row.stoppedReason == null) return Result.nowDone(Prepared.near(making));
            return hasRoom(row)
                    .map(room -> room
                            ? Result.done(Prepared.far(reach(row, wanted), making))
                            : Result.refused(IssuerRefusal.TOO_MANY));
        });
    }

    /** Others may have taken its place meanwhile. */
    private Uni<Boolean> hasRoom(IssuerRow row) {
        return row.provider == null ? Uni.createFrom().item(true) : store.hasRoomForProvider();
    }

    private Reach reach(IssuerRow row, Resumed wanted) {
        return new Reach(
                row.issuer,
                "revision " + row.revision,
                "let the sign-in issuer " + row.issuer + " go on: " + wanted.reason() + "; it was stopped: "
                        + row.stoppedReason,
                () -> identities
                        .countActivePeople()
                        .map(people -> IssuerRegistration.touches(
                                row.keys(), row.terms().orElse(null), row.acrValues, row.devices(), people)));
    }

    @Override
    public String words(IssuerRefusal refusal) {
        return refusal.words();
    }
}
