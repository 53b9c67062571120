package dev.mandate.events.identity;

import dev.mandate.events.cloudevents.EventFamily;
import dev.mandate.events.cloudevents.StateRecord;
import dev.mandate.events.ids.DelegationId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import dev.mandate.events.topics.TopicCatalogue;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * State on {@code identity.delegations.v1}, keyed by {@link #delegation()}: a delegator lets one agent do what the scope names,
 * until it expires. It only narrows: a child's scope and end lie within its parent's.
 *
 * @param session the root delegation's id, inherited by every child
 * @param parent the delegation that this one was made from; null for a root, which a person made
 * @param delegator the person of a root, and of one that has {@code agreed}; else the agent of the parent
 * @param agent who may act under it
 * @param task what it is for: in the delegator's words, unless the agent worded it
 * @param taskIdentifiers addresses, URLs, accounts and paths that the task names, by whoever worded it
 * @param expiresAt first instant at which it no longer counts
 * @param depth 1 for a root
 * @param wordedBy of a root, the agent whose own client worded the task, to which the person only agreed; null where he worded it, or a
 *     client of his, which is so of all from before this was kept
 * @param agreed that calls within the scope are not asked for one by one; null for one under which somebody acts
 */
public record DelegationState(
        DelegationId delegation,
        long revision,
        boolean deleted,
        SessionId session,
        @Nullable DelegationId parent,
        IdentityId delegator,
        IdentityId agent,
        String task,
        List<String> taskIdentifiers,
        List<ToolScope> scope,
        Instant createdAt,
        Instant expiresAt,
        Status status,
        @Nullable String statusReason,
        int depth,
        @Nullable IdentityId wordedBy,
        @Nullable AgreedKind agreed)
        implements StateRecord {
    public static final EventFamily<DelegationState> FAMILY = new EventFamily<>(
            TopicCatalogue.IDENTITY_DELEGATIONS,
            Map.of("identity.delegation.v1", DelegationState.class),
            state -> state.delegation().value());

    /** Person, agent, sub-agent, and one more. */
    public static final int MAX_DEPTH = 4;

    public enum Status {
        ACTIVE,
        REVOKED
    }

    public DelegationState {
        Objects.requireNonNull(delegation, "delegation is missing");
        if (revision < 1) throw new IllegalArgumentException("revision starts at 1");
        Objects.requireNonNull(session, "session is missing");
        Objects.requireNonNull(delegator, "delegator is missing");
        Objects.requireNonNull(agent, "agent is missing");
        Objects.requireNonNull(task, "task is missing");
        Objects.requireNonNull(createdAt, "createdAt is missing");
        Objects.requireNonNull(expiresAt, "expiresAt is missing");
        Objects.requireNonNull(status, "status is missing");
        if (depth < 1 || depth > MAX_DEPTH) throw new IllegalArgumentException("depth must be 1 to " + MAX_DEPTH);
        if (agreed != null && parent == null)
            throw new IllegalArgumentException("what was agreed to belongs to a task");
        taskIdentifiers = taskIdentifiers == null ? List.of() : List.copyOf(taskIdentifiers);
        scope = scope == null ? List.of() : List.copyOf(scope);
    }

    /** What a person said that is to be done; empty where an agent said it. */
    public Optional<String> personsTask() {
        return parent == null && wordedBy == null ? Optional.of(task) : Optional.empty();
    }

    /** The tools that a person named; empty where an agent's own client put them together, though he agreed to them. */
    public List<String> personsTools() {
        return personsTask().isPresent() ? scope.stream().map(ToolScope::tool).toList() : List.of();
    }

    /** What a person said that the task names; empty where an agent said it. */
    public List<String> personsIdentifiers() {
        return personsTask().isPresent() ? taskIdentifiers : List.of();
    }
}
