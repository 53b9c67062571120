package dev.mandate.identity.identities;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.Reason;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.identity.IdentityState.Kind;
import dev.mandate.events.identity.IdentityState.Status;
import dev.mandate.events.ids.IdentityId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "identities")
@SuppressWarnings("NullAway.Init")
class IdentityRow {
    @Id
    String id;

    long revision;

    @Enumerated(EnumType.STRING)
    Kind kind;

    @Enumerated(EnumType.STRING)
    Status status;

    @Column(name = "status_reason")
    @Nullable
    String statusReason;

    @Column(name = "display_name")
    String displayName;

    @Column(name = "employee_id")
    @Nullable
    String employeeId;

    @Nullable
    String email;

    /** Since when he has this address without a break, an end of employment being one. */
    @Column(name = "email_since")
    @Nullable
    Instant emailSince;

    @Column(name = "owner_id")
    @Nullable
    String ownerId;

    /** Why nobody answers for an agent at present; null while its owner does. */
    @Nullable
    String unanswered;

    /** Why it was stopped by hand, which counts beside {@link #status}; null while it isn't. */
    @Column(name = "stopped_reason")
    @Nullable
    String stoppedReason;

    /** {@code sub} of who has stopped it. */
    @Column(name = "stopped_by")
    @Nullable
    String stoppedBy;

    @Nullable
    String platform;

    @Nullable
    String purpose;

    @Column(name = "tokens_void_before")
    @Nullable
    Instant tokensVoidBefore;

    @Column(name = "employment_number")
    int employmentNumber = 1;

    @Column(name = "access_revision")
    long accessRevision;

    @Column(name = "created_at")
    Instant createdAt;

    Person person() {
        if (employeeId == null) throw new IllegalStateException(id + " is not a person");
        return new Person(status, employeeId, displayName, email, employmentNumber, tokensVoidBefore);
    }

    void become(Person person, Instant now) {
        var back = person.status() == Status.ACTIVE && status != Status.ACTIVE;
        if (back || !Objects.equals(lower(email), lower(person.email()))) emailSince = now;
        status = person.status();
        statusReason = person.status() == Status.ACTIVE ? null : Person.LEFT;
        employeeId = person.employeeId();
        displayName = person.displayName();
        email = person.email();
        employmentNumber = person.employmentNumber();
        tokensVoidBefore = person.tokensVoidBefore();
    }

    private static @Nullable String lower(@Nullable String text) {
        return text == null ? null : text.toLowerCase(Locale.ROOT);
    }

    /** Of a person. */
    PersonProfile profile() {
        return new PersonProfile(state(), email);
    }

    /** An agent that nobody answers for does nothing. */
    void becomeUnanswered(String why) {
        unanswered = why;
        status = Status.SUSPENDED;
        statusReason = why;
    }

    void becomeAnsweredBy(IdentityState owner) {
        ownerId = owner.identity().value();
        employmentNumber = owner.employmentNumber();
        unanswered = null;
        status = Status.ACTIVE;
        statusReason = null;
    }

    void stop(Reason reason, Actor by) {
        stoppedReason = reason.value();
        stoppedBy = by.subject();
    }

    void resume() {
        stoppedReason = null;
        stoppedBy = null;
    }

    /** A leaver is gone for good, also where he was stopped before. */
    private boolean suspendedByHand() {
        return stoppedReason != null && status == Status.ACTIVE;
    }

    IdentityState state() {
        return new IdentityState(
                new IdentityId(id),
                revision,
                false,
                kind,
                suspendedByHand() ? Status.SUSPENDED : status,
                suspendedByHand() ? IdentityState.STOPPED + stoppedReason : statusReason,
                displayName,
                employeeId,
                ownerId == null ? null : new IdentityId(ownerId),
                platform,
                purpose,
                tokensVoidBefore,
                employmentNumber);
    }
}
