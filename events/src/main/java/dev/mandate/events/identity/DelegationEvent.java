package dev.mandate.events.identity;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.Reason;
import dev.mandate.events.ids.DelegationId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Who made and who revoked a delegation. What it says, and what ended it otherwise, is its state. */
public sealed interface DelegationEvent extends AdministrationEvent {
    DelegationId delegation();

    SessionId session();

    IdentityId delegator();

    IdentityId agent();

    @Override
    default String subject() {
        return delegation().value();
    }

    record Made(
            DelegationId delegation,
            SessionId session,
            @Nullable DelegationId parent,
            IdentityId delegator,
            IdentityId agent,
            Actor by)
            implements DelegationEvent {
        public Made {
            Objects.requireNonNull(delegation, "delegation is missing");
            Objects.requireNonNull(session, "session is missing");
            Objects.requireNonNull(delegator, "delegator is missing");
            Objects.requireNonNull(agent, "agent is missing");
            Objects.requireNonNull(by, "by is missing");
        }
    }

    /** With everything that was made from it. */
    record Revoked(
            DelegationId delegation,
            SessionId session,
            IdentityId delegator,
            IdentityId agent,
            @Nullable Reason reason,
            Actor by)
            implements DelegationEvent {
        public Revoked {
            Objects.requireNonNull(delegation, "delegation is missing");
            Objects.requireNonNull(session, "session is missing");
            Objects.requireNonNull(delegator, "delegator is missing");
            Objects.requireNonNull(agent, "agent is missing");
            Objects.requireNonNull(by, "by is missing");
        }
    }
}
