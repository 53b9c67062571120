package dev.mandate.authz.http;

import dev.mandate.authz.engine.decisions.questions.Question;
import dev.mandate.authz.engine.decisions.questions.Question.Action;
import dev.mandate.authz.engine.decisions.questions.Question.Asker;
import dev.mandate.authz.engine.decisions.questions.Question.Proof;
import dev.mandate.authz.gateways.Gateways;
import dev.mandate.authz.questions.CallerProof;
import dev.mandate.events.authz.Authentication;
import dev.mandate.events.ids.DelegationId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.messaging.http.ProblemException;
import dev.mandate.messaging.security.Caller;
import dev.mandate.messaging.security.EndedTokens;
import dev.mandate.messaging.security.InvalidToken;
import dev.mandate.messaging.security.TokenVerifier;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may ask about whom, and what the subject acts under. Anyone may ask about himself: by his own token, or by presenting the
 * subject's in {@code context.token}, whose delegation then counts. A gateway, which has the scope {@code decisions:gateway} and
 * an entry among the {@link Gateways}, may ask about the subjects and resources of its entry without that, and name a delegation by its id
 * alone; and what its entry says that it vouches for, policies may go by. About a resource that an application keeps itself, only a client that speaks for the
 * application asks, by a token of its own: that is settled with everything else that the catalogue knows.
 */
@Singleton
class CallerAuthorization {
    private static final Set<String> IN_CATALOGUE = Set.of("tool", "model", "surface");

    private final TokenVerifier tokens;
    private final EndedTokens ended;
    private final Gateways gateways;

    CallerAuthorization(TokenVerifier tokens, EndedTokens ended, Gateways gateways) {
        this.tokens = tokens;
        this.ended = ended;
        this.gateways = gateways;
    }

    /** @throws ProblemException 403 if the caller may not ask about this subject, or not under this delegation */
    Question question(Evaluation evaluation, Caller caller, RequestFacts facts) {
        var token = evaluation.token();
        if (token == null) {
            if (!speaksFor(caller, evaluation)) return asGateway(evaluation, caller, facts);
            return bySubject(evaluation, caller, caller, facts);
        }
        try {
            var subject = tokens.verify(token);
            ended.require(subject);
            if (subject.boundTo() != null && !mayPresent(evaluation, caller, subject))
                return unproven(evaluation, caller, "it is bound to a key, and this client need not have it", facts);
            if (speaksFor(subject, evaluation)) return bySubject(evaluation, caller, subject, facts);
            return unproven(evaluation, caller, "it is not the subject's", facts);
        } catch (InvalidToken e) {
            return unproven(evaluation, caller, String.valueOf(e.getMessage()), facts);
        }
    }

    /**
     * What somebody only wants to know, as whoever would do it were answered: what the record of a call counts for is his client's. An agent asks for
     * what it means to do, since it would try out what it gets through, and nothing that looks for that would see it.
     *
     * @throws ProblemException 403 if the caller may not ask about this subject, or is no person and no client of its own right
     */
    Question dryRun(Evaluation evaluation, Caller caller, RequestFacts facts) {
        requireNoAgent(caller, "Ask for what you mean to do");
        return question(evaluation, caller, facts).asDryRun();
    }

    /**
     * What is looked for by a search, which leaves no record. An agent looks for what it may do, and tries out no arguments of it: that would be a dry run.
     *
     * @throws ProblemException 403 if the caller may not ask about this subject, or is an agent that names arguments
     */
    Question search(Evaluation evaluation, Caller caller, RequestFacts facts) {
        var arguments = evaluation.arguments();
        if (arguments != null && !arguments.isEmpty())
            requireNoAgent(caller, "Leave the arguments out of a search, or ask for what you mean to do");
        return question(evaluation, caller, facts);
    }

    private static void requireNoAgent(Caller caller, String instead) {
        if (!caller.chain().isEmpty() || isAgent(caller.subject()))
            throw new ProblemException(403, "dry-run-by-agent", instead + "; dry runs are for people and gateways");
    }

    private static boolean isAgent(String subject) {
        return subject.startsWith(IdentityId.AGENT) || subject.startsWith(IdentityId.WORKLOAD);
    }

    /** @throws ProblemException 403 if the caller may not ask about anyone */
    Question aboutAnyone(Evaluation evaluation, Caller caller, RequestFacts facts) {
        return asGateway(evaluation, caller, facts);
    }

    private static boolean speaksFor(Caller token, Evaluation evaluation) {
        var onBehalfOf = evaluation.onBehalfOf();
        return token.acting().equals(evaluation.subjectId())
                && (onBehalfOf == null || onBehalfOf.equals(token.subject()));
    }

    /**
     * A token that is bound to a key counts for whoever has proved that key, for the client itself that it was issued to (which many people may
     * use: nobody who only uses it), and for a gateway, which has seen the proof, about its subjects.
     */
    private boolean mayPresent(Evaluation evaluation, Caller caller, Caller subject) {
        var itself = caller.chain().isEmpty() && caller.subject().equals(caller.clientId());
        return Objects.equals(caller.boundTo(), subject.boundTo())
                || itself && caller.clientId().equals(subject.clientId())
                || gateways.of(caller).mayAskAbout(evaluation.subjectType(), evaluation.subjectId());
    }

    private Question bySubject(Evaluation evaluation, Caller caller, Caller subject, RequestFacts facts) {
        var bound = subject.delegationId() == null ? null : new DelegationId(subject.delegationId());
        var asked = evaluation.delegation();
        if (asked != null && !asked.equals(bound)) {
            requireGateway(evaluation, caller, "name a delegation that the token isn't bound to");
            var proof = CallerProof.ofAnotherTask(subject);
            return question(evaluation, caller, asked, evaluation.onBehalfOf(), proof, facts);
        }
        var delegator = bound == null ? evaluation.onBehalfOf() : subject.subject();
        return question(evaluation, caller, bound, delegator, CallerProof.ofSubject(subject), facts);
    }

    private Question asGateway(Evaluation evaluation, Caller caller, RequestFacts facts) {
        requireGateway(evaluation, caller, "ask about anyone but oneself or whoever's token is shown in context.token");
        return unbound(evaluation, caller, Proof.NONE, facts);
    }

    /** A token that proves nothing gives nobody a right to ask; for those who have it, the answer is no. */
    private Question unproven(Evaluation evaluation, Caller caller, String problem, RequestFacts facts) {
        var self = caller.acting().equals(evaluation.subjectId());
        if (!self)
            requireGateway(
                    evaluation,
                    caller,
                    "ask about anyone but oneself or whoever's token is shown (the one in context.token doesn't count: "
                            + problem + ")");
        var proof = new Proof(List.of(), problem, Authentication.UNKNOWN, null);
        return unbound(evaluation, caller, proof, facts);
    }

    private Question unbound(Evaluation evaluation, Caller caller, Proof proof, RequestFacts facts) {
        return question(evaluation, caller, evaluation.delegation(), evaluation.onBehalfOf(), proof, facts);
    }

    private Question question(
            Evaluation evaluation,
            Caller caller,
            @Nullable DelegationId delegation,
            @Nullable String delegator,
            Proof proof,
            RequestFacts facts) {
        return new Question(
                evaluation.subjectType(),
                evaluation.subjectId(),
                Action.of(evaluation.action()),
                evaluation.resourceType(),
                evaluation.resourceId(),
                evaluation.arguments(),
                evaluation.asserted(),
                delegation,
                delegator,
                proof,
                new Asker(
                        caller.clientId(),
                        caller.subject().equals(caller.clientId())
                                && caller.chain().isEmpty(),
                        caller.by(),
                        gateways.of(caller).vouches()),
                facts.requestId(),
                facts.traceparent());
    }

    /** A search has no id for what it looks for, and takes the right to ask about all of that type. */
    private void requireGateway(Evaluation evaluation, Caller caller, String what) {
        if (!caller.scopes().contains(Gateways.SCOPE))
            throw new ProblemException(
                    403, "insufficient-scope", "To " + what + ", a token needs the scope " + Gateways.SCOPE);
        // Of an application's own resources the catalogue says which clients speak for them.
        if (!IN_CATALOGUE.contains(evaluation.resourceType())) return;
        if (gateways.lacksProof(caller))
            throw new ProblemException(
                    403,
                    "unbound-token",
                    "To " + what + ", the client " + caller.clientId()
                            + " needs a token that is bound to a key of its own (DPoP), or"
                            + " mandate.gateways.<client>.bound-token=false in this service's configuration");
        var gateway = gateways.of(caller);
        if (!gateway.mayAskAbout(evaluation.subjectType(), evaluation.subjectId()))
            throw beyond(caller, "subjects", evaluation.subjectType(), evaluation.subjectId());
        if (!gateway.mayAskFor(evaluation.resourceType(), evaluation.resourceId()))
            throw beyond(caller, "resources", evaluation.resourceType(), evaluation.resourceId());
    }

    private static ProblemException beyond(Caller caller, String which, String type, String id) {
        return new ProblemException(
                403,
                "beyond-gateway",
                "To ask about " + type + "/" + (id.isEmpty() ? "*" : id)
                        + " without a token of whom it is about, the client " + caller.clientId()
                        + " needs it among its " + which + " in mandate.gateways of this service");
    }
}
