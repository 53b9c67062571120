package dev.mandate.identity.delegations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.identity.AgreedKind;
import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.identity.DelegationState.Status;
import dev.mandate.events.identity.ToolScope;
import dev.mandate.events.ids.DelegationId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import dev.mandate.identity.identities.Requester;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "delegations")
@SuppressWarnings("NullAway.Init")
class DelegationRow {
    @Id
    String id;

    long revision;

    @Column(name = "root_id")
    String rootId;

    @Column(name = "parent_id")
    @Nullable
    String parentId;

    @Column(name = "delegator_id")
    String delegatorId;

    @Column(name = "agent_id")
    String agentId;

    String task;

    @Column(name = "task_identifiers")
    String taskIdentifiers;

    String scope;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "expires_at")
    Instant expiresAt;

    @Enumerated(EnumType.STRING)
    Status status;

    @Column(name = "status_reason")
    @Nullable
    String statusReason;

    int depth;

    /** Null for one under which somebody acts. */
    @Nullable
    String agreed;

    @Column(name = "ended_at")
    Instant endedAt;

    @Column(name = "deleted_at")
    @Nullable
    Instant deletedAt;

    /** With whose token it was made; null for one from before that was kept. */
    @Column(name = "made_by_client")
    @Nullable
    String madeByClient;

    /** Whose assertion had signed in who made it; null where nobody had. */
    @Column(name = "made_by_issuer")
    @Nullable
    String madeByIssuer;

    /** The sign-in here of whoever made it; null where it was made with none, or before that was kept. */
    @Column(name = "made_in")
    @Nullable
    String madeIn;

    /** Also where another client than its own asked. */
    @Column(name = "worded_by_agent")
    boolean wordedByAgent;

    @Column(name = "sweep_failures")
    int sweepFailures;

    @Column(name = "sweep_after")
    @Nullable
    Instant sweepAfter;

    static DelegationRow of(DelegationState state, Requester by) {
        var row = new DelegationRow();
        row.id = state.delegation().value();
        row.revision = state.revision();
        row.rootId = state.session().value();
        row.parentId = state.parent() == null ? null : state.parent().value();
        row.delegatorId = state.delegator().value();
        row.agentId = state.agent().value();
        row.task = state.task();
        row.taskIdentifiers = write(state.taskIdentifiers());
        row.scope = write(state.scope());
        row.createdAt = state.createdAt();
        row.expiresAt = state.expiresAt();
        row.status = state.status();
        row.statusReason = state.statusReason();
        row.depth = state.depth();
        row.agreed = state.agreed() == null ? null : write(state.agreed());
        row.endedAt = state.expiresAt();
        row.madeByClient = by.by().client();
        row.wordedByAgent = state.wordedBy() != null;
        row.madeByIssuer = by.issuer();
        row.madeIn = by.signIn();
        return row;
    }

    void revoke(String reason, Instant now) {
        status = Status.REVOKED;
        statusReason = reason;
        if (now.isBefore(endedAt)) endedAt = now;
        revision++;
    }

    /** What was between whom stays until the row goes; what it was about doesn't. */
    void delete(Instant now) {
        task = "";
        taskIdentifiers = "[]";
        scope = "[]";
        agreed = null;
        statusReason = null;
        deletedAt = now;
        sweepFailures = 0;
        sweepAfter = null;
        revision++;
    }

    boolean deleted() {
        return deletedAt != null;
    }

    DelegationState state() {
        return new DelegationState(
                new DelegationId(id),
                revision,
                deleted(),
                new SessionId(rootId),
                parentId == null ? null : new DelegationId(parentId),
                new IdentityId(delegatorId),
                new IdentityId(agentId),
                task,
                read(taskIdentifiers, new TypeReference<List<String>>() {}),
                read(scope, new TypeReference<List<ToolScope>>() {}),
                createdAt,
                expiresAt,
                status,
                statusReason,
                depth,
                wordedBy(),
                agreed == null ? null : read(agreed, new TypeReference<AgreedKind>() {}));
    }

    private @Nullable IdentityId wordedBy() {
        var itsOwn = wordedByAgent || agentId.equals(madeByClient);
        return parentId == null && itsOwn ? new IdentityId(agentId) : null;
    }

    private static String write(Object value) {
        try {
            return EventJson.mapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write a delegation as JSON", e);
        }
    }

    private static <T> T read(String json, TypeReference<T> type) {
        try {
            return EventJson.mapper().readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a row of delegations holds no valid JSON", e);
        }
    }
}
