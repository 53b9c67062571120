package dev.mandate.identity.workloads.bound;

import com.github.f4b6a3.ulid.UlidCreator;
import dev.mandate.events.identity.AdministrationEvent;
import dev.mandate.events.identity.WorkloadEvent;
import dev.mandate.events.identity.WorkloadEvent.CredentialChange;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.clients.TimedCredentials;
import dev.mandate.identity.identities.OwnedAgent;
import dev.mandate.identity.identities.Requester;
import dev.mandate.identity.workloads.WorkloadRefusal;
import dev.mandate.identity.workloads.Workloads;
import dev.mandate.messaging.outbox.Outbox;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Which tokens of others are a workload's: an administrator says so, or who answers for it. Every method but {@link #of} needs a transaction, and
 * takes locks on people, then on the workload.
 */
@ApplicationScoped
class Bindings {
    static final int MOST = 10;

    private final Workloads workloads;
    private final BindingStore store;
    private final PlatformIssuerStore issuers;
    private final TimedCredentials credentials;
    private final Outbox outbox;
    private final InstantSource clock;

    Bindings(
            Workloads workloads,
            BindingStore store,
            PlatformIssuerStore issuers,
            TimedCredentials credentials,
            Outbox outbox,
            InstantSource clock) {
        this.workloads = workloads;
        this.store = store;
        this.issuers = issuers;
        this.credentials = credentials;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * Tokens of an issuer that prove to be this workload.
     *
     * @param claims what each says, exactly
     */
    public record Binding(String id, String issuer, Map<String, String> claims, Instant madeAt) {
        static Binding of(BindingRow row) {
            return new Binding(row.id, row.issuer, row.bound().values(), row.madeAt);
        }
    }

    /** Why nothing is done about a binding. */
    sealed interface Refusal {
        record OfWorkload(WorkloadRefusal why) implements Refusal {}

        /** Two people trust it first. */
        record UnknownIssuer() implements Refusal {}

        record TooMany() implements Refusal {}

        record UnknownBinding() implements Refusal {}
    }

    /**
     * One that is there already is that one.
     *
     * @param ofAnybody whether he may bind others' workloads too, as make secrets of all clients
     */
    Uni<Result<Binding, Refusal>> make(
            IdentityId workload, String issuer, BoundClaims claims, Requester by, boolean ofAnybody) {
        return of(workload, workloads.entrusted(workload, by, ofAnybody))
                .chain(result -> result.chain(found -> issuers.findById(issuer).chain(trusted -> {
                    if (trusted == null) return Result.nowRefused(new Refusal.UnknownIssuer());
                    return store.of(workload.value()).chain(rows -> {
                        for (var row : rows)
                            if (row.issuer.equals(issuer) && row.bound().equals(claims))
                                return Result.nowDone(Binding.of(row));
                        return rows.size() < MOST
                                ? add(workload, issuer, claims, by).map(Result::done)
                                : Result.nowRefused(new Refusal.TooMany());
                    });
                })));
    }

    private Uni<Binding> add(IdentityId workload, String issuer, BoundClaims claims, Requester by) {
        var row = new BindingRow();
        row.id = "bnd_" + UlidCreator.getMonotonicUlid().toString().toLowerCase(Locale.ROOT);
        row.workloadId = workload.value();
        row.issuer = issuer;
        row.claims = claims.json();
        row.madeAt = clock.instant();
        return store.persist(row)
                .chain(() -> told(workload, CredentialChange.BINDING_MADE, row.id, by))
                .replaceWith(() -> Binding.of(row));
    }

    /** The tokens that the workload has are void: nobody knows by what it got them. */
    Uni<Result<Binding, Refusal>> end(IdentityId workload, String binding, Requester by) {
        return of(workload, workloads.present(workload, by))
                .chain(result -> result.chain(found -> store.of(workload.value())
                        .chain(rows -> rows.stream()
                                .filter(row -> row.id.equals(binding))
                                .findFirst()
                                .map(row -> store.delete(row)
                                        .chain(() -> credentials.voided(List.of(workload.value())))
                                        .chain(() -> told(workload, CredentialChange.BINDING_ENDED, binding, by))
                                        .replaceWith(() -> Result.<Binding, Refusal>done(Binding.of(row))))
                                .orElseGet(() -> Result.nowRefused(new Refusal.UnknownBinding())))));
    }

    /** Needs a session. */
    Uni<List<Binding>> of(IdentityId workload) {
        return store.of(workload.value())
                .map(rows -> rows.stream().map(Binding::of).toList());
    }

    private static Uni<Result<IdentityId, Refusal>> of(
            IdentityId workload, Uni<Result<OwnedAgent, WorkloadRefusal>> found) {
        return found.map(result -> result.map(owned -> workload).<Refusal>because(Refusal.OfWorkload::new));
    }

    private Uni<Void> told(IdentityId workload, CredentialChange change, String binding, Requester by) {
        return outbox.publish(
                AdministrationEvent.FAMILY,
                new WorkloadEvent.CredentialChanged(workload, change, binding, null, null, by.by()));
    }
}
