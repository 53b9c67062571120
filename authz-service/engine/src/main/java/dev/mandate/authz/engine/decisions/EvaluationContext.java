package dev.mandate.authz.engine.decisions;

import dev.mandate.arguments.schema.Compiled;
import dev.mandate.authz.engine.decisions.questions.CallContext;
import dev.mandate.authz.engine.decisions.questions.Question;
import dev.mandate.authz.engine.delegations.DelegationChain;
import dev.mandate.authz.engine.delegations.Delegations;
import dev.mandate.authz.engine.entities.CedarView;
import dev.mandate.authz.engine.entities.Directory;
import dev.mandate.authz.engine.entities.Known;
import dev.mandate.authz.engine.policies.PolicyBook;
import dev.mandate.authz.engine.sessions.CountedCall;
import dev.mandate.authz.engine.sessions.ModelUses;
import dev.mandate.authz.engine.sessions.Recents;
import dev.mandate.authz.engine.sessions.SessionTally;
import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import dev.mandate.events.lifecycle.CatalogEntry.Tool;
import dev.mandate.events.risk.SessionRisk;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A question with everything that is known about it at one instant; all guards of a decision look at the same.
 *
 * @param subject null where the id can't be one of ours
 * @param delegation null where the subject acts on its own
 * @param tool that is asked about; unknown where the question is about none
 * @param own the resource that is asked about, where an application keeps it itself; else null
 * @param arguments what the schema of its arguments came to; null where it isn't known
 * @param session null where nobody of ours asks
 * @param touched by the session, as policies and guards see it
 * @param allowed to the session before
 * @param recent what was done lately by whom the call would be
 * @param models used by the session before, where its delegation limits that
 * @param call as the session would count it; null where it is none, or none that anybody registered
 * @param doubt why {@code allowed} may lack something; null if it is whole
 */
record EvaluationContext(
        Question question,
        Instant now,
        @Nullable IdentityId subject,
        @Nullable DelegationChain delegation,
        Actors actors,
        Known<Tool> tool,
        @Nullable OwnResource own,
        @Nullable Compiled arguments,
        @Nullable SessionId session,
        Known<SessionRisk> touched,
        SessionTally allowed,
        Recents recent,
        ModelUses models,
        @Nullable CountedCall call,
        @Nullable String doubt,
        Directory directory,
        Delegations delegations,
        CedarView entities,
        CallContext context,
        PolicyBook book,
        Freshness freshness) {

    /** What MCP clients get to know, as COAZ-MCP calls it. The catalogue has none of them: what counts is what they offer. */
    private static final String MCP_SERVER = "mcp_server";

    /** The same, by other policies. */
    EvaluationContext by(PolicyBook other) {
        return new EvaluationContext(
                question,
                now,
                subject,
                delegation,
                actors,
                tool,
                own,
                arguments,
                session,
                touched,
                allowed,
                recent,
                models,
                call,
                doubt,
                directory,
                delegations,
                entities,
                context,
                other,
                freshness);
    }

    /** Something is done, in the session: a call, or what an application declares; a use of a model is counted apart. */
    boolean acts() {
        return own != null || question.action().isCall();
    }

    /** A client calls a tool in a person's name, by a token that it has of him, and no agent of his in a task. */
    boolean byClient() {
        return question.action().isCall()
                && subject != null
                && subject.isPerson()
                && question.proof().established() != null;
    }

    /** A model is asked about. */
    boolean usesModel() {
        return own == null
                && question.action().kind() == Question.Action.Kind.USE
                && question.resourceType().equals("model");
    }

    /**
     * An MCP client gets to know a server, for which no policy is asked. An action's name alone is no sign of it: applications may
     * call their own {@code initialize}, and models have none of these.
     */
    boolean discovers() {
        return own == null
                && question.action().discovers()
                && question.resourceType().equals(MCP_SERVER);
    }

    /** How old the oldest of the streams is that the answer depends on, in milliseconds. */
    long ageMillis() {
        var age = freshness.ageMillis(now);
        var risk = freshness.risk();
        return risk != null && FreshRisk.concerns(this) ? Math.max(age, risk.ageMillis(now)) : age;
    }

    List<DelegationState> links() {
        return delegation == null ? List.of() : delegation.links();
    }

    @Nullable
    IdentityId ownerOf(IdentityId identity) {
        return Actors.ownerOf(identity, directory);
    }

    /** Who answers for it: the person at the root of the delegation, else the owner, else the person himself. */
    @Nullable
    IdentityId person() {
        return person(subject, delegation, directory);
    }

    static @Nullable IdentityId person(
            @Nullable IdentityId subject, @Nullable DelegationChain delegation, Directory directory) {
        var root = delegation == null ? null : delegation.root();
        if (root != null) return root.delegator();
        if (subject == null) return null;
        return subject.isPerson() ? subject : Actors.ownerOf(subject, directory);
    }
}
