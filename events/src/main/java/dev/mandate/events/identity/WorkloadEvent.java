package dev.mandate.events.identity;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.Reason;
import dev.mandate.events.ids.IdentityId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What was done to a workload. No secret is ever in one. */
public sealed interface WorkloadEvent extends AdministrationEvent {
    IdentityId workload();

    @Override
    default String subject() {
        return workload().value();
    }

    /**
     * It is known from now on, staged, with a client of the same id.
     *
     * @param owner who answers for it from the beginning, since he registered it himself; null until somebody accepts it
     */
    record Registered(
            IdentityId workload,
            String displayName,
            String purpose,
            WorkloadFacts.Kind kind,
            String environment,
            @Nullable IdentityId owner,
            @Nullable Validity validity,
            Actor by)
            implements WorkloadEvent {
        public Registered {
            Objects.requireNonNull(workload, "workload is missing");
            Objects.requireNonNull(displayName, "displayName is missing");
            Objects.requireNonNull(purpose, "purpose is missing");
            Objects.requireNonNull(kind, "kind is missing");
            Objects.requireNonNull(environment, "environment is missing");
            Objects.requireNonNull(by, "by is missing");
        }
    }

    /**
     * An administrator has said that it is what it was registered as: policies go by its purpose, kind and environment from now on. One that an
     * administrator registers is confirmed from the beginning.
     */
    record Confirmed(IdentityId workload, Actor by) implements WorkloadEvent {
        public Confirmed {
            Objects.requireNonNull(workload, "workload is missing");
            Objects.requireNonNull(by, "by is missing");
        }
    }

    /**
     * It is an account of another system, which a file of an administrator has told of; or such a file says otherwise of it than before.
     *
     * @param system where the account is
     * @param externalId its name there
     * @param lastUsed there; null where the file doesn't say
     * @param changed what the file says otherwise, such as {@code end}; empty where it was taken over just now
     */
    record Imported(
            IdentityId workload,
            String system,
            String externalId,
            @Nullable Instant lastUsed,
            List<String> changed,
            Actor by)
            implements WorkloadEvent {
        public Imported {
            Objects.requireNonNull(workload, "workload is missing");
            Objects.requireNonNull(system, "system is missing");
            Objects.requireNonNull(externalId, "externalId is missing");
            changed = changed == null ? List.of() : List.copyOf(changed);
            Objects.requireNonNull(by, "by is missing");
        }
    }

    /** It is in use from now on. */
    record Activated(IdentityId workload, Actor by) implements WorkloadEvent {
        public Activated {
            Objects.requireNonNull(workload, "workload is missing");
            Objects.requireNonNull(by, "by is missing");
        }
    }

    /** By hand: it gets no token, and those that it has don't count. */
    record Suspended(IdentityId workload, Reason reason, Actor by) implements WorkloadEvent {
        public Suspended {
            Objects.requireNonNull(workload, "workload is missing");
            Objects.requireNonNull(reason, "reason is missing");
            Objects.requireNonNull(by, "by is missing");
        }
    }

    /** It may act again, if somebody answers for it; earlier tokens stay void. */
    record Resumed(IdentityId workload, Reason reason, Actor by) implements WorkloadEvent {
        public Resumed {
            Objects.requireNonNull(workload, "workload is missing");
            Objects.requireNonNull(reason, "reason is missing");
            Objects.requireNonNull(by, "by is missing");
        }
    }

    /** It never acts again, and its credentials are gone. */
    record Retired(IdentityId workload, Reason reason, Actor by) implements WorkloadEvent {
        public Retired {
            Objects.requireNonNull(workload, "workload is missing");
            Objects.requireNonNull(reason, "reason is missing");
            Objects.requireNonNull(by, "by is missing");
        }
    }

    /** Nothing but its id is known from now on. */
    record Deleted(IdentityId workload, Reason reason, Actor by) implements WorkloadEvent {
        public Deleted {
            Objects.requireNonNull(workload, "workload is missing");
            Objects.requireNonNull(reason, "reason is missing");
            Objects.requireNonNull(by, "by is missing");
        }
    }

    /**
     * It may act at other times than before.
     *
     * @param validity null for always
     */
    record ValidityChanged(IdentityId workload, @Nullable Validity validity, Actor by) implements WorkloadEvent {
        public ValidityChanged {
            Objects.requireNonNull(workload, "workload is missing");
            Objects.requireNonNull(by, "by is missing");
        }
    }

    /**
     * It proves otherwise than before that it is this one.
     *
     * @param credential id of a secret or a binding, or thumbprints of keys (RFC 7638), separated by spaces; empty where all keys went
     * @param endsAt first instant at which the credential no longer counts; null for one without an end, or one that has ended
     * @param reason null where none was given
     */
    record CredentialChanged(
            IdentityId workload,
            CredentialChange change,
            String credential,
            @Nullable Instant endsAt,
            @Nullable Reason reason,
            Actor by)
            implements WorkloadEvent {
        public CredentialChanged {
            Objects.requireNonNull(workload, "workload is missing");
            Objects.requireNonNull(change, "change is missing");
            Objects.requireNonNull(credential, "credential is missing");
            Objects.requireNonNull(by, "by is missing");
        }
    }

    /** What became of a credential. */
    enum CredentialChange {
        SECRET_MADE,
        SECRET_ENDED,
        KEYS_CHANGED,
        BINDING_MADE,
        BINDING_ENDED
    }
}
