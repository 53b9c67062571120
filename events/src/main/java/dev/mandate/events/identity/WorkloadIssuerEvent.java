package dev.mandate.events.identity;

import com.fasterxml.jackson.annotation.JsonView;
import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.Reason;
import dev.mandate.events.cloudevents.NewMember;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What was done to an issuer whose tokens prove which workload asks. */
public sealed interface WorkloadIssuerEvent extends AdministrationEvent {
    /** As in {@code iss}, or a SPIFFE trust domain. */
    String issuer();

    @Override
    default String subject() {
        return issuer();
    }

    /**
     * Its tokens prove from now on, for workloads that are bound to it, which one asks.
     *
     * @param keys thumbprints of its public keys (RFC 7638, SHA-256), or the one address where it publishes them
     * @param audience all that {@code aud} of its tokens may hold
     * @param reusable whether a token counts until it ends; otherwise once
     * @param again whether it was known before, and is known otherwise from now on
     * @param surfaces on which its word puts a workload, or a client that it attests, in words; null where on none
     */
    record Trusted(
            String issuer,
            List<String> keys,
            String audience,
            boolean reusable,
            boolean again,
            @JsonView(NewMember.class) @Nullable List<String> surfaces,
            Actor by)
            implements WorkloadIssuerEvent {
        /** Its word puts nobody on a surface. */
        public Trusted(String issuer, List<String> keys, String audience, boolean reusable, boolean again, Actor by) {
            this(issuer, keys, audience, reusable, again, null, by);
        }

        public Trusted {
            Objects.requireNonNull(issuer, "issuer is missing");
            keys = keys == null ? List.of() : List.copyOf(keys);
            Objects.requireNonNull(audience, "audience is missing");
            surfaces = surfaces == null || surfaces.isEmpty() ? null : List.copyOf(surfaces);
            Objects.requireNonNull(by, "by is missing");
        }
    }

    /** Its tokens prove nothing, and what workloads that are bound to it have got is void. */
    record Stopped(String issuer, Reason reason, Actor by) implements WorkloadIssuerEvent {
        public Stopped {
            Objects.requireNonNull(issuer, "issuer is missing");
            Objects.requireNonNull(reason, "reason is missing");
            Objects.requireNonNull(by, "by is missing");
        }
    }

    /** Its tokens count again. */
    record Resumed(String issuer, Reason reason, Actor by) implements WorkloadIssuerEvent {
        public Resumed {
            Objects.requireNonNull(issuer, "issuer is missing");
            Objects.requireNonNull(reason, "reason is missing");
            Objects.requireNonNull(by, "by is missing");
        }
    }
}
