package dev.mandate.identity.scim;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.hr.WorkerAttributes;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a client has written, and what has been told of it. One that was deleted keeps nothing but its id, which is never used again. */
@Entity
@Table(name = "scim_resources")
@SuppressWarnings("NullAway.Init")
class ScimRow {
    @Id
    String id;

    @Enumerated(EnumType.STRING)
    ScimKind kind;

    @Column(name = "client_id")
    String clientId;

    /** By which it is unique among what isn't deleted; null for a group. */
    @Column(name = "name_key")
    @Nullable
    String nameKey;

    @Column(name = "external_id")
    @Nullable
    String externalId;

    /** A JSON object, without id, meta and members. */
    String content;

    long version;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "changed_at")
    Instant changedAt;

    @Column(name = "deleted_at")
    @Nullable
    Instant deletedAt;

    /** Of a person: whether he is said to be employed now. */
    boolean employed;

    /** Of a person: how much has been said of him on {@code hr.workers.v1}. */
    long said;

    /** Of a person: {@link WorkerAttributes} as they were last said. */
    @Nullable
    String worker;

    /** Of a person: when what was last said of him took effect. */
    @Column(name = "said_of")
    @Nullable
    Instant saidOf;

    /** Of a person whom an HR system had already, its employee's; null for one who came by this client. */
    @Column(name = "employee_id")
    @Nullable
    String employeeId;

    /** When an administrator had the client's word about him count no more. */
    @Column(name = "released_at")
    @Nullable
    Instant releasedAt;

    /** No directory adopts him again. */
    boolean barred;

    static ScimRow of(String id, ScimKind kind, Provisioner by, Instant now) {
        var row = new ScimRow();
        row.id = id;
        row.kind = kind;
        row.clientId = by.client();
        row.createdAt = now.truncatedTo(ChronoUnit.MILLIS);
        row.changedAt = row.createdAt;
        row.content = "{}";
        return row;
    }

    ObjectNode content() {
        try {
            return (ObjectNode) EventJson.mapper().readTree(content);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what is kept of " + id + " can't be read", e);
        }
    }

    void become(ObjectNode written, @Nullable String name, Instant now) {
        content = written.toString();
        externalId = written.path("externalId").asText(null);
        nameKey = name;
        touched(now);
    }

    void touched(Instant now) {
        version++;
        changedAt = now.truncatedTo(ChronoUnit.MILLIS);
    }

    void delete(Instant now) {
        content = "{}";
        externalId = null;
        nameKey = null;
        employed = false;
        worker = null;
        deletedAt = now;
        touched(now);
    }

    /** Of one whom it has adopted. */
    String adopted() {
        return Objects.requireNonNull(employeeId, "nobody whom an HR system had");
    }

    /** A client adopts him once more. */
    void revive(Provisioner by) {
        clientId = by.client();
        deletedAt = null;
        releasedAt = null;
    }

    /** False also where nothing was said of him yet. */
    boolean isTold(WorkerAttributes attributes) {
        return attributes.equals(told());
    }

    /** Whether he was last said to have this address. */
    boolean isToldAddress(String email) {
        var told = told();
        return told != null && email.equalsIgnoreCase(told.email());
    }

    private @Nullable WorkerAttributes told() {
        try {
            return worker == null ? null : EventJson.mapper().readValue(worker, WorkerAttributes.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was told of " + id + " can't be read", e);
        }
    }

    void told(WorkerAttributes attributes) {
        try {
            worker = EventJson.mapper().writeValueAsString(attributes);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Later than all that was said before, whichever clock that was said by. */
    Instant sayNow(Instant now) {
        var at = now.truncatedTo(ChronoUnit.MILLIS);
        saidOf = saidOf == null || at.isAfter(saidOf) ? at : saidOf;
        said++;
        return saidOf;
    }
}
