package dev.mandate.events.authz;

import dev.mandate.events.authz.DecisionEvent.Decided;
import dev.mandate.events.authz.DecisionEvent.Logged;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.ids.DelegationId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** For who says little of a decision: a denial of which nothing is told that this isn't told. Policies and caller are missed where not told. */
public final class DecidedBuilder {
    private final DecisionId decision;
    private final Instant at;
    private final String subject;
    private final String action;
    private final String resource;
    private @Nullable SessionId session;
    private @Nullable IdentityId identity;
    private List<IdentityId> chain = List.of();
    private @Nullable IdentityId person;
    private @Nullable DelegationId delegation;
    private @Nullable Map<String, Object> arguments;
    private boolean allowed;
    private @Nullable String reason;
    private @Nullable String explanation;
    private List<GuardOutcome> guards = List.of();
    private @Nullable String policyVersion;
    private long catalogRevision;
    private long freshnessMillis;
    private @Nullable String caller;
    private @Nullable String requestId;
    private @Nullable Logged logged;
    private @Nullable List<Obligation> obligations;
    private @Nullable Permit permit;
    private @Nullable NeededApproval approval;
    private @Nullable Established established;
    private @Nullable String receipt;

    private DecidedBuilder(DecisionId decision, Instant at, String subject, String action, String resource) {
        this.decision = decision;
        this.at = at;
        this.subject = subject;
        this.action = action;
        this.resource = resource;
    }

    /** As {@link Decided} has them. */
    public static DecidedBuilder of(DecisionId decision, Instant at, String subject, String action, String resource) {
        return new DecidedBuilder(decision, at, subject, action, resource);
    }

    public DecidedBuilder allowed() {
        allowed = true;
        reason = null;
        explanation = null;
        return this;
    }

    /** By a code of the policies, and in words. */
    public DecidedBuilder denied(String reason, @Nullable String explanation) {
        allowed = false;
        this.reason = reason;
        this.explanation = explanation;
        return this;
    }

    /** Denied by these, or allowed without them. */
    public DecidedBuilder answered(boolean allowed, String reason, @Nullable String explanation) {
        return allowed ? allowed() : denied(reason, explanation);
    }

    public DecidedBuilder session(@Nullable SessionId session) {
        this.session = session;
        return this;
    }

    public DecidedBuilder identity(@Nullable IdentityId identity) {
        this.identity = identity;
        return this;
    }

    public DecidedBuilder chain(List<IdentityId> chain) {
        this.chain = chain;
        return this;
    }

    public DecidedBuilder person(@Nullable IdentityId person) {
        this.person = person;
        return this;
    }

    public DecidedBuilder delegation(@Nullable DelegationId delegation) {
        this.delegation = delegation;
        return this;
    }

    public DecidedBuilder arguments(@Nullable Map<String, Object> arguments) {
        this.arguments = arguments;
        return this;
    }

    public DecidedBuilder guards(List<GuardOutcome> guards) {
        this.guards = guards;
        return this;
    }

    public DecidedBuilder freshnessMillis(long freshnessMillis) {
        this.freshnessMillis = freshnessMillis;
        return this;
    }

    public DecidedBuilder caller(String caller) {
        this.caller = caller;
        return this;
    }

    public DecidedBuilder requestId(@Nullable String requestId) {
        this.requestId = requestId;
        return this;
    }

    public DecidedBuilder logged(@Nullable Logged logged) {
        this.logged = logged;
        return this;
    }

    public DecidedBuilder obligations(@Nullable List<Obligation> obligations) {
        this.obligations = obligations;
        return this;
    }

    public DecidedBuilder permit(@Nullable Permit permit) {
        this.permit = permit;
        return this;
    }

    public DecidedBuilder approval(@Nullable NeededApproval approval) {
        this.approval = approval;
        return this;
    }

    public DecidedBuilder established(@Nullable Established established) {
        this.established = established;
        return this;
    }

    /** Digest of what the answer was given with. */
    public DecidedBuilder receipt(@Nullable String receipt) {
        this.receipt = receipt;
        return this;
    }

    /** By which version of the policies, over which revision of the catalogue. */
    public DecidedBuilder policies(String version, long catalogRevision) {
        this.policyVersion = version;
        this.catalogRevision = catalogRevision;
        return this;
    }

    public Decided build() {
        return new Decided(
                decision,
                at,
                session,
                subject,
                identity,
                chain,
                person,
                delegation,
                action,
                resource,
                arguments,
                null,
                allowed,
                reason,
                explanation,
                guards,
                Objects.requireNonNull(policyVersion, "policies are missing"),
                catalogRevision,
                freshnessMillis,
                Objects.requireNonNull(caller, "caller is missing"),
                requestId,
                null,
                logged,
                null,
                null,
                obligations,
                null,
                null,
                null,
                permit,
                approval,
                established,
                receipt);
    }
}
