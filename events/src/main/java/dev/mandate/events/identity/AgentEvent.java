package dev.mandate.events.identity;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.Reason;
import dev.mandate.events.ids.IdentityId;
import java.util.List;
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
     * @param described null where nothing is said
     * @param validity when it may act at all; null for always
     * @param parent the agent that made it; null where people have
     */
    record Registered(
            IdentityId agent,
            String displayName,
            String platform,
            String purpose,
            @Nullable IdentityId owner,
            @Nullable AgentDescription described,
            @Nullable Validity validity,
            @Nullable IdentityId parent,
            Actor by)
            implements AgentEvent {
        public Registered {
            Objects.requireNonNull(agent, "agent is missing");
            Objects.requireNonNull(displayName, "displayName is missing");
            Objects.requireNonNull(platform, "platform is missing");
            Objects.requireNonNull(purpose, "purpose is missing");
            Objects.requireNonNull(by, "by is missing");
        }
    }

    /**
     * It is described otherwise than before: its model has changed, say, or where it runs; or an administrator has confirmed what was said.
     *
     * @param before null where nothing was said of it
     * @param described null where nothing is said any more
     * @param confirmed an administrator has said so, and policies go by it
     */
    record Described(
            IdentityId agent,
            @Nullable AgentDescription before,
            @Nullable AgentDescription described,
            boolean confirmed,
            Actor by)
            implements AgentEvent {
        public Described {
            Objects.requireNonNull(agent, "agent is missing");
            Objects.requireNonNull(by, "by is missing");
        }
    }

    /**
     * It may act at other times than before.
     *
     * @param validity null for always
     */
    record ValidityChanged(IdentityId agent, @Nullable Validity validity, Actor by) implements AgentEvent {
        public ValidityChanged {
            Objects.requireNonNull(agent, "agent is missing");
            Objects.requireNonNull(by, "by is missing");
        }
    }

    /** It gets no token, those that it has don't count, and the delegations that it holds or made are revoked. */
    record Stopped(IdentityId agent, Reason reason, Actor by) implements AgentEvent {
        public Stopped {
            Objects.requireNonNull(agent, "agent is missing");
            Objects.requireNonNull(reason, "reason is missing");
            Objects.requireNonNull(by, "by is missing");
        }
    }

    /** It may act again, if somebody answers for it; earlier tokens and delegations stay void. */
    record Resumed(IdentityId agent, Reason reason, Actor by) implements AgentEvent {
        public Resumed {
            Objects.requireNonNull(agent, "agent is missing");
            Objects.requireNonNull(reason, "reason is missing");
            Objects.requireNonNull(by, "by is missing");
        }
    }

    /**
     * Others may delegate to it than before.
     *
     * @param listed who may beside the owner; empty but for {@link Delegators#LISTED}
     */
    record DelegatorsChanged(IdentityId agent, Delegators delegators, List<IdentityId> listed, Actor by)
            implements AgentEvent {
        public DelegatorsChanged {
            Objects.requireNonNull(agent, "agent is missing");
            Objects.requireNonNull(delegators, "delegators is missing");
            listed = listed == null ? List.of() : List.copyOf(listed);
            Objects.requireNonNull(by, "by is missing");
        }
    }

    /** Who may delegate to an agent, as who answers for it has said. */
    enum Delegators {
        /** Who answers for it alone, and his other agents. */
        OWNER,
        /** These too. */
        LISTED,
        EVERYBODY
    }
}
