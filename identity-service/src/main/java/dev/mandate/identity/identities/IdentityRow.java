package dev.mandate.identity.identities;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.Reason;
import dev.mandate.events.identity.AgentDescription;
import dev.mandate.events.identity.AgentFacts;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.identity.IdentityState.Kind;
import dev.mandate.events.identity.IdentityState.Status;
import dev.mandate.events.identity.Validity;
import dev.mandate.events.identity.WorkloadFacts;
import dev.mandate.events.ids.IdentityId;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
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

    /** By hand; null while it isn't stopped. */
    @Embedded
    @Nullable
    StopPartRow stopped;

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

    /** Of a workload; null for everything else. */
    @Enumerated(EnumType.STRING)
    @Nullable
    Phase phase;

    @Column(name = "workload_kind")
    @Enumerated(EnumType.STRING)
    WorkloadFacts.@Nullable Kind workloadKind;

    @Nullable
    String environment;

    /** An administrator has said that a workload or agent is what is said of it. */
    boolean confirmed;

    @Column(name = "valid_from")
    @Nullable
    Instant validFrom;

    @Column(name = "valid_until")
    @Nullable
    Instant validUntil;

    /** Until its record is forgotten. */
    @Column(name = "deleted_at")
    @Nullable
    Instant deletedAt;

    /** Of a person; null where nothing was told. */
    @Embedded
    @Nullable
    DevicePartRow device;

    /** Null where all of it is. */
    @Embedded
    @Nullable
    AgentPartRow agent;

    /** A JSON list of {@link HeldRole}. */
    @Column(name = "mandate_roles")
    String mandateRoles = "[]";

    /** A JSON list of {@link RoleTime}. */
    String roles = "[]";

    DevicePartRow devicePart() {
        if (device == null) device = new DevicePartRow();
        return device;
    }

    List<HeldRole> mandateRoles() {
        return HeldRole.read(mandateRoles);
    }

    void holds(List<HeldRole> ofMandate) {
        mandateRoles = HeldRole.write(ofMandate);
    }

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
        stopped = StopPartRow.of(reason, by);
    }

    boolean isStopped() {
        return stopped != null;
    }

    Set<String> stoppers() {
        return stopped == null ? Set.of() : stopped.stoppers();
    }

    void resume() {
        stopped = null;
    }

    /** A leaver is gone for good, also where he was stopped before. */
    private boolean suspendedByHand() {
        return isStopped() && status == Status.ACTIVE;
    }

    private Status standing() {
        if (phase == Phase.RETIRED || phase == Phase.DELETED) return Status.DISABLED;
        return suspendedByHand() || phase == Phase.STAGED ? Status.SUSPENDED : status;
    }

    private @Nullable String why() {
        if (phase == Phase.RETIRED || phase == Phase.DELETED) return phase.text();
        if (stopped != null && suspendedByHand()) return IdentityState.STOPPED + stopped.reason;
        return phase == Phase.STAGED && statusReason == null ? phase.text() : statusReason;
    }

    private @Nullable WorkloadFacts workload() {
        if (phase == null || workloadKind == null) return null;
        return new WorkloadFacts(workloadKind, phase.status(standing()), confirmed, environment);
    }

    /** Tokens from before now don't count any more. */
    void voidTokens(Instant now) {
        tokensVoidBefore = TokensVoid.before(now, tokensVoidBefore);
    }

    /** As it is now, which is a revision of its own. */
    IdentityState next() {
        revision++;
        return state();
    }

    void within(@Nullable Validity validity) {
        validFrom = validity == null ? null : validity.from();
        validUntil = validity == null ? null : validity.until();
    }

    /** Of an agent: from now on, instead of what was said before. */
    void describe(@Nullable AgentDescription described, boolean byAdministrator) {
        if (agent == null) agent = new AgentPartRow();
        agent.describe(described);
        environment = described == null ? null : described.environment();
        confirmed = byAdministrator && described != null;
    }

    /** The agents above it, the one that made it first. */
    Stream<IdentityId> above() {
        return agent == null ? Stream.empty() : AgentPartRow.above(agent.lineage);
    }

    private @Nullable AgentFacts facts() {
        return kind == Kind.AGENT ? AgentPartRow.facts(agent, confirmed, environment) : null;
    }

    IdentityState state() {
        return new IdentityState(
                new IdentityId(id),
                revision,
                phase == Phase.DELETED,
                kind,
                standing(),
                why(),
                displayName,
                employeeId,
                ownerId == null ? null : new IdentityId(ownerId),
                platform,
                purpose,
                tokensVoidBefore,
                employmentNumber,
                Validity.of(validFrom, validUntil),
                workload(),
                device == null ? null : device.posture(),
                facts(),
                device == null ? null : device.named());
    }
}
