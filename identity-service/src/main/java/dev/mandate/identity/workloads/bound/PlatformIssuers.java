package dev.mandate.identity.workloads.bound;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.Reason;
import dev.mandate.events.identity.AdministrationEvent;
import dev.mandate.events.identity.WorkloadIssuerEvent;
import dev.mandate.identity.clients.TimedCredentials;
import dev.mandate.messaging.outbox.Outbox;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.Optional;

/** What administrators do to issuers of workloads' tokens. Every method needs a transaction. */
@ApplicationScoped
class PlatformIssuers {
    private final PlatformIssuerStore store;
    private final BindingStore bindings;
    private final TimedCredentials credentials;
    private final Outbox outbox;
    private final InstantSource clock;

    PlatformIssuers(
            PlatformIssuerStore store,
            BindingStore bindings,
            TimedCredentials credentials,
            Outbox outbox,
            InstantSource clock) {
        this.store = store;
        this.bindings = bindings;
        this.credentials = credentials;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Nothing is done to what isn't there. */
    enum Refusal {
        UNKNOWN
    }

    /**
     * Trusts it, or changes what was trusted; one that is stopped stays stopped.
     *
     * @param known by {@link PlatformIssuerStore#locked}
     */
    Uni<PlatformIssuerView> trust(Optional<PlatformIssuerRow> known, PlatformIssuer wanted, Actor by) {
        if (known.filter(row -> row.issuer().equals(wanted)).isPresent())
            return Uni.createFrom().item(PlatformIssuerView.of(known.get()));
        var row = known.orElseGet(() -> {
            var made = new PlatformIssuerRow();
            made.issuer = wanted.issuer();
            made.createdAt = clock.instant();
            return made;
        });
        wanted.become(row);
        row.revision++;
        return store.persist(row)
                .chain(() -> told(new WorkloadIssuerEvent.Trusted(
                        wanted.issuer(),
                        wanted.keys(),
                        wanted.audience(),
                        wanted.reusable(),
                        known.isPresent(),
                        wanted.surfaces().words(),
                        by)))
                .replaceWith(() -> PlatformIssuerView.of(row));
    }

    /** Its tokens prove nothing, and what workloads that are bound to it have got so far is void. */
    Uni<Result<PlatformIssuerView, Refusal>> stop(String issuer, Reason reason, Actor by) {
        return store.locked(issuer).chain(found -> {
            if (found.isEmpty()) return Result.nowRefused(Refusal.UNKNOWN);
            var row = found.get();
            if (row.stoppedReason != null) return Result.nowDone(PlatformIssuerView.of(row));
            row.stoppedReason = reason.value();
            row.revision++;
            return bindings.workloadsOf(issuer)
                    .chain(credentials::voided)
                    .chain(() -> told(new WorkloadIssuerEvent.Stopped(issuer, reason, by)))
                    .replaceWith(() -> Result.done(PlatformIssuerView.of(row)));
        });
    }

    /** @param row by {@link PlatformIssuerStore#locked} */
    Uni<PlatformIssuerView> resume(PlatformIssuerRow row, Reason reason, Actor by) {
        if (row.stoppedReason == null) return Uni.createFrom().item(PlatformIssuerView.of(row));
        row.stoppedReason = null;
        row.revision++;
        return told(new WorkloadIssuerEvent.Resumed(row.issuer, reason, by))
                .replaceWith(() -> PlatformIssuerView.of(row));
    }

    private Uni<Void> told(WorkloadIssuerEvent fact) {
        return outbox.publish(AdministrationEvent.FAMILY, fact);
    }
}
