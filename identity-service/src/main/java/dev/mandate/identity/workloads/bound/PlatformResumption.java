package dev.mandate.identity.workloads.bound;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.Reason;
import dev.mandate.identity.workloads.bound.PlatformIssuers.Refusal;
import dev.mandate.messaging.proposals.FarReachingChange;
import dev.mandate.messaging.proposals.Prepared;
import dev.mandate.messaging.proposals.Reach;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Supplier;

/** An issuer of workloads' tokens that was stopped goes on once two people want it. */
@ApplicationScoped
class PlatformResumption implements FarReachingChange<PlatformResumption.Resumed, PlatformIssuerView, Refusal> {
    record Resumed(String issuer, Reason reason) {}

    private final PlatformIssuers issuers;
    private final PlatformIssuerStore store;
    private final BindingStore bindings;

    PlatformResumption(PlatformIssuers issuers, PlatformIssuerStore store, BindingStore bindings) {
        this.issuers = issuers;
        this.store = store;
        this.bindings = bindings;
    }

    @Override
    public String kind() {
        return "workload-issuer-resumption";
    }

    @Override
    public Class<Resumed> content() {
        return Resumed.class;
    }

    @Override
    public Uni<Result<Prepared<PlatformIssuerView, Refusal>, Refusal>> prepare(Resumed wanted, Actor by) {
        return store.locked(wanted.issuer()).map(known -> {
            if (known.isEmpty()) return Result.refused(Refusal.UNKNOWN);
            var row = known.get();
            Supplier<Uni<Result<PlatformIssuerView, Refusal>>> making =
                    () -> issuers.resume(row, wanted.reason(), by).map(Result::done);
            return Result.done(
                    row.stoppedReason == null ? Prepared.near(making) : Prepared.far(reach(row, wanted), making));
        });
    }

    private Reach reach(PlatformIssuerRow row, Resumed wanted) {
        return new Reach(
                row.issuer,
                "revision " + row.revision,
                "let " + row.issuer + " say again which workload asks: " + wanted.reason() + "; it was stopped: "
                        + row.stoppedReason,
                () -> bindings.workloadsOf(row.issuer)
                        .map(bound -> List.of(bound.size() + " workloads are bound to it")));
    }

    @Override
    public String words(Refusal refusal) {
        return "the issuer isn't registered any more";
    }
}
