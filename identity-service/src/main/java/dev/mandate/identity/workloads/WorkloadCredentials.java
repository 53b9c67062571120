package dev.mandate.identity.workloads;

import dev.mandate.events.administration.Reason;
import dev.mandate.events.identity.AdministrationEvent;
import dev.mandate.events.identity.WorkloadEvent;
import dev.mandate.events.identity.WorkloadEvent.CredentialChange;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.clients.TimedCredentials;
import dev.mandate.identity.identities.Requester;
import dev.mandate.messaging.outbox.Outbox;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is done to a workload's credentials, each with its fact: by an administrator, or by who answers for it. Every method needs a
 * transaction, and takes locks on people, then on the workload, then on its client.
 */
@ApplicationScoped
class WorkloadCredentials {
    private final Workloads workloads;
    private final TimedCredentials credentials;
    private final Outbox outbox;

    WorkloadCredentials(Workloads workloads, TimedCredentials credentials, Outbox outbox) {
        this.workloads = workloads;
        this.credentials = credentials;
        this.outbox = outbox;
    }

    /**
     * @param endsAt null for as late as it may be
     * @param ofAnybody whether he may make those of others' workloads too, as of all clients
     */
    Uni<Result<TimedCredentials.Made, WorkloadRefusal>> makeSecret(
            IdentityId workload, @Nullable Instant endsAt, @Nullable Reason reason, Requester by, boolean ofAnybody) {
        return workloads
                .entrusted(workload, by, ofAnybody)
                .chain(found -> found.chain(owned -> credentials
                        .make(workload.value(), endsAt)
                        .map(result -> result.<WorkloadRefusal>because(WorkloadRefusal.Credential::new))))
                .call(result -> result.followedBy(
                        made -> told(workload, CredentialChange.SECRET_MADE, made.id(), made.endsAt(), reason, by)));
    }

    Uni<Result<TimedCredentials.Secret, WorkloadRefusal>> endSecret(
            IdentityId workload, String secret, @Nullable Reason reason, Requester by) {
        return workloads
                .present(workload, by)
                .chain(found -> found.chain(owned -> credentials
                        .end(workload.value(), secret)
                        .map(result -> result.<WorkloadRefusal>because(WorkloadRefusal.Credential::new))))
                .call(result -> result.followedBy(
                        ended -> told(workload, CredentialChange.SECRET_ENDED, ended.id(), null, reason, by)));
    }

    /**
     * @param jwks checked, as JSON; null for none, which whoever administers it may say
     * @param ofAnybody whether he may give others' workloads keys too, as all clients
     */
    Uni<Result<List<String>, WorkloadRefusal>> keys(
            IdentityId workload, @Nullable String jwks, @Nullable Reason reason, Requester by, boolean ofAnybody) {
        return workloads
                .entrusted(workload, by, ofAnybody || jwks == null)
                .chain(found -> found.chain(owned -> credentials
                        .keys(workload.value(), jwks)
                        .call(keys ->
                                told(workload, CredentialChange.KEYS_CHANGED, String.join(" ", keys), null, reason, by))
                        .map(Result::done)));
    }

    private Uni<Void> told(
            IdentityId workload,
            CredentialChange change,
            String credential,
            @Nullable Instant endsAt,
            @Nullable Reason reason,
            Requester by) {
        return outbox.publish(
                AdministrationEvent.FAMILY,
                new WorkloadEvent.CredentialChanged(workload, change, credential, endsAt, reason, by.by()));
    }
}
