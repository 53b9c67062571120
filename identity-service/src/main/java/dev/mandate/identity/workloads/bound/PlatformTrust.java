package dev.mandate.identity.workloads.bound;

import dev.mandate.events.administration.Actor;
import dev.mandate.identity.workloads.bound.PlatformIssuers.Refusal;
import dev.mandate.messaging.proposals.FarReachingChange;
import dev.mandate.messaging.proposals.Prepared;
import dev.mandate.messaging.proposals.Reach;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Whoever chooses an issuer's keys is every workload that is bound to it: two people trust one, or change what one may do. */
@ApplicationScoped
class PlatformTrust implements FarReachingChange<PlatformIssuer, PlatformIssuerView, Refusal> {
    private final PlatformIssuers issuers;
    private final PlatformIssuerStore store;
    private final BindingStore bindings;

    PlatformTrust(PlatformIssuers issuers, PlatformIssuerStore store, BindingStore bindings) {
        this.issuers = issuers;
        this.store = store;
        this.bindings = bindings;
    }

    @Override
    public String kind() {
        return "workload-issuer";
    }

    @Override
    public Class<PlatformIssuer> content() {
        return PlatformIssuer.class;
    }

    @Override
    public Uni<Result<Prepared<PlatformIssuerView, Refusal>, Refusal>> prepare(PlatformIssuer wanted, Actor by) {
        return store.locked(wanted.issuer()).map(known -> {
            Supplier<Uni<Result<PlatformIssuerView, Refusal>>> making =
                    () -> issuers.trust(known, wanted, by).map(Result::done);
            return Result.done(
                    known.filter(row -> row.issuer().equals(wanted)).isPresent()
                            ? Prepared.near(making)
                            : Prepared.far(reach(wanted, known), making));
        });
    }

    private Reach reach(PlatformIssuer wanted, Optional<PlatformIssuerRow> known) {
        return new Reach(
                wanted.issuer(),
                known.map(row -> "revision " + row.revision).orElse("unknown"),
                (known.isPresent() ? "change what is trusted of " : "trust ") + wanted.issuer()
                        + " to say which workload asks; its keys: " + String.join(", ", wanted.keys()),
                () -> bindings.workloadsOf(wanted.issuer()).map(bound -> touches(wanted, known, bound.size())));
    }

    static List<String> touches(PlatformIssuer wanted, Optional<PlatformIssuerRow> known, int bound) {
        var touches = new ArrayList<String>();
        touches.add(bound + " workloads are bound to it, and whoever answers for one may bind his to it");
        if (wanted.reusable()) touches.add("a token of it counts until it ends, and not once");
        touches.addAll(wanted.surfaces().touches(known.map(row -> row.issuer().surfaces())));
        var ofAny = wanted.surfaces().ofAnyClient();
        if (!ofAny.isEmpty())
            touches.add("it may attest any client that is here or comes, and so put it on " + String.join(", ", ofAny)
                    + ": a rule with the claim “sub” is one client's, and a surface that names clients is theirs");
        known.ifPresent(row -> touches.add(
                "until now its keys are " + String.join(", ", row.issuer().keys())));
        return List.copyOf(touches);
    }

    @Override
    public String words(Refusal refusal) {
        return "the issuer isn't registered any more";
    }
}
