package dev.mandate.identity.federation;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.hr.WorkerAttributes;
import dev.mandate.events.ids.IdentityId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Whose account at a provider is whose. */
@Entity
@Table(name = "linked_accounts")
@SuppressWarnings("NullAway.Init")
class LinkedAccountRow {
    @Id
    String id;

    String issuer;

    /** {@code sub}. */
    String subject;

    @Column(name = "person_id")
    String personId;

    /** What he is called there; may be empty. */
    @Column(name = "shown_as")
    String shownAs;

    @Column(name = "linked_at")
    Instant linkedAt;

    @Column(name = "last_used_at")
    @Nullable
    Instant lastUsedAt;

    /** It signs nobody in since then, and stays, so that only he himself links it again. */
    @Column(name = "unlinked_at")
    @Nullable
    Instant unlinkedAt;

    /** How much was said of him on {@code hr.workers.v1}; 0 for whom another source tells of. */
    long said;

    @Column(name = "said_of")
    @Nullable
    Instant saidOf;

    /** {@link WorkerAttributes} as they were last said. */
    @Nullable
    String worker;

    IdentityId person() {
        return new IdentityId(personId);
    }

    boolean isLinked() {
        return unlinkedAt == null;
    }

    /** Whether he is here because of it. */
    boolean tookHimIn() {
        return said > 0;
    }

    boolean isTold(WorkerAttributes attributes) {
        try {
            return worker != null && attributes.equals(EventJson.mapper().readValue(worker, WorkerAttributes.class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was told of " + personId + " can't be read", e);
        }
    }

    /** @return when it takes effect: not before what was said last, whichever clock that was said by */
    Instant tell(WorkerAttributes attributes, Instant now) {
        try {
            worker = EventJson.mapper().writeValueAsString(attributes);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
        var at = now.truncatedTo(ChronoUnit.MILLIS);
        saidOf = saidOf == null || at.isAfter(saidOf) ? at : saidOf;
        said++;
        return saidOf;
    }
}
