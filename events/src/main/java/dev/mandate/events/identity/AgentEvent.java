package dev.mandate.events.identity;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.ids.IdentityId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What was done to an agent. */
public sealed interface AgentEvent extends AdministrationEvent {
    IdentityId agent();

    @Override
    default String subject() {
        return agent().value();
    }

    /**
     * It is known from now on, with a client of the same id.
     *
     * @param owner who answers for it from the beginning, since he registered it himself; null until somebody accepts it
     */
    record Registered(
            IdentityId agent,
            String displayName,
            String platform,
            String purpose,
            @Nullable IdentityId owner,
            Actor by) implements AgentEvent {
        public Registered {
            Objects.requireNonNull(agent, "agent is missing");
            Objects.requireNonNull(displayName, "displayName is missing");
            Objects.requireNonNull(platform, "platform is missing");
            Objects.requireNonNull(purpose, "purpose is missing");
            Objects.requireNonNull(by, "by is missing");
        }
    }
}
