package dev.mandate.authz.engine.decisions;

import dev.mandate.authz.engine.cedar.Answer;
import dev.mandate.authz.engine.decisions.questions.CallContext;
import dev.mandate.authz.engine.decisions.questions.Question;
import dev.mandate.authz.engine.decisions.questions.Reason;
import dev.mandate.authz.engine.decisions.questions.SurfaceContext;
import dev.mandate.authz.engine.delegations.Delegations;
import dev.mandate.authz.engine.entities.CedarView;
import dev.mandate.authz.engine.entities.Directory;
import dev.mandate.authz.engine.entities.StateTable;
import dev.mandate.authz.engine.policies.PolicyBook;
import dev.mandate.authz.engine.policies.Terms;
import dev.mandate.authz.engine.sessions.CountedCall;
import dev.mandate.authz.engine.sessions.Doers;
import dev.mandate.authz.engine.sessions.SessionLedger;
import dev.mandate.authz.engine.sessions.SessionTally;
import dev.mandate.events.authz.DecisionEvent.Decided;
import dev.mandate.events.authz.GuardOutcome;
import dev.mandate.events.authz.Obligation.Kind;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.lifecycle.AccessState.Employment;
import dev.mandate.events.lifecycle.CatalogEntry.Tool;
import dev.mandate.events.risk.SessionRisk;
import dev.mandate.provenance.CallReader;
import dev.mandate.provenance.OutboundUrls;
import dev.mandate.provenance.Task;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Asks past questions again, by given policies and about everything as it is now; only what time has ended meanwhile, such as
 * tokens and delegations, counts as it did then, and so does what the session had been allowed, as far as it was told.
 */
public final class PolicyReplay {
    private static final Set<String> OF_POLICIES = Stream.of(Reason.values())
            .filter(Reason::ofPolicies)
            .map(Reason::code)
            .collect(Collectors.toUnmodifiableSet());

    private final Directory directory;
    private final Delegations delegations;
    private final StateTable<SessionRisk> sessions;
    private final SessionLedger told = SessionLedger.fresh();

    public PolicyReplay(Directory directory, Delegations delegations, StateTable<SessionRisk> sessions) {
        this.directory = directory;
        this.delegations = delegations;
        this.sessions = sessions;
    }

    /** @param reason null for an allow */
    public record Replayed(boolean allowed, @Nullable String reason, List<String> policies) {}

    /** Other policies could have led to another answer, and the record has all that they would have judged. */
    public static boolean decidedByPolicies(Decided past) {
        return past.identity() != null
                && past.omitted() == null
                && (past.reason() == null || OF_POLICIES.contains(past.reason()));
    }

    /** @param now as of which grants count */
    public Replayed ask(Decided past, PolicyBook book, Instant now) {
        var question = PastQuestion.of(past);
        var registered = question.action().isCall()
                ? directory.catalogue().tool(question.resourceId()).state()
                : null;
        var touched = sessions.get(past.key()).state();
        var tool = registered == null ? null : asUsed(registered, question, touched);
        if (question.action().isCall() && tool == null)
            return new Replayed(false, Reason.UNKNOWN_RESOURCE.code(), List.of());
        var own = OwnResource.of(question, directory.catalogue());
        if (own != null && own.entity() == null)
            return new Replayed(
                    false,
                    (own.wrong() == null ? Reason.NOT_YOUR_RESOURCE : Reason.INVALID_ATTRIBUTE).code(),
                    List.of());
        if (own == null && !question.inCatalogue())
            return new Replayed(false, Reason.UNKNOWN_RESOURCE.code(), List.of());
        var call = tool == null ? null : CountedCall.of(question.resourceId(), tool, question.argumentsOrNone());
        var recent = told.recently().of(Doers.of(past), past.at()).facts(call);
        var context = CallContext.of(
                own == null ? question : question.withoutResourceClaims(),
                tool,
                tool == null ? null : directory.catalogue().arguments(tool.id()),
                call,
                touched,
                past.session() == null ? SessionTally.NONE : told.of(past.session(), past.at()),
                any -> recent,
                SurfaceContext.of(past.established(), directory.catalogue()),
                CallReader.ALL.at(directory.catalogue()::ownDomain),
                Task.UNKNOWN,
                List::of,
                past.at());
        if (context.invalid() != null)
            return new Replayed(false, context.invalid().reason().code(), List.of());
        var view = new CedarView(
                directory,
                now,
                own == null ? null : own.entity(),
                tool == registered ? null : tool,
                question.signedInOn());
        var policies = new ArrayList<String>();
        for (var principal : principals(past)) {
            if (!active(principal)) return new Replayed(false, Reason.IDENTITY_INACTIVE.code(), List.of());
            var judged = book.judge(
                    PolicyRequest.of(principal, question, own, context.context()),
                    view,
                    question.proof().authentication());
            var answer = judged.answer();
            policies.addAll(answer.determining());
            var reason = refusal(answer, judged.terms(), principal, past);
            if (reason != null) return new Replayed(false, reason.code(), answer.determining());
        }
        return new Replayed(true, null, policies.stream().distinct().toList());
    }

    private Tool asUsed(Tool tool, Question question, @Nullable SessionRisk touched) {
        return OutboundUrls.asUsed(
                tool, question.argumentsOrNone(), directory.catalogue()::ownDomain, touched, List::of);
    }

    private static @Nullable Reason refusal(Answer answer, Terms terms, IdentityId principal, Decided past) {
        if (!answer.errors().isEmpty()) return Reason.POLICY_ERROR;
        if (terms.open() == Kind.APPROVAL && past.allowed() && approved(past)) return null; // as then
        if (terms.open() != null) return PolicyVerdict.reasonOf(terms.open());
        if (answer.allowed()) return null;
        if (!principal.equals(past.identity())) return Reason.DELEGATOR_POLICY;
        return principal.isPerson() ? Reason.PERSON_POLICY : Reason.AGENT_POLICY;
    }

    private static boolean approved(Decided past) {
        return past.approval() != null || AgreedCalls.among(past.guards());
    }

    /**
     * The next question comes after this one, whose answer then was as recorded: what the session was allowed before a question
     * is what was told before it.
     */
    public void told(Decided past) {
        var session = past.session();
        var question = PastQuestion.of(past);
        if (!past.allowed() || session == null || !question.action().isCall()) return;
        var tool = directory.catalogue().tool(question.resourceId()).state();
        var used = tool == null
                ? null
                : asUsed(tool, question, sessions.get(past.key()).state());
        var call = CountedCall.of(question.resourceId(), used, question.argumentsOrNone());
        told.settled(session, past.at(), past.decision(), call);
        told.recently().add(Doers.of(past), session, call, past.at());
    }

    private Set<IdentityId> principals(Decided past) {
        var principals = new LinkedHashSet<IdentityId>();
        principals.add(Objects.requireNonNull(past.identity()));
        past.guards().stream()
                .filter(outcome -> outcome.guard().equals(DelegatorPolicies.NAME))
                .map(GuardOutcome::about)
                .filter(Objects::nonNull)
                .forEach(about -> principals.add(new IdentityId(about)));
        var delegation = past.delegation();
        if (delegation == null) return principals;
        // The guard stopped at the first that refused, or wasn't reached.
        delegations.chainOf(delegation).links().forEach(link -> principals.add(link.delegator()));
        var person = past.person();
        if (person != null) principals.add(person);
        return principals;
    }

    private boolean active(IdentityId identity) {
        var state = directory.identities().get(identity.value()).state();
        if (state == null || state.status() != IdentityState.Status.ACTIVE) return false;
        if (!identity.isPerson()) return true;
        var access = directory.access().get(identity.value()).state();
        return access != null && access.employment() == Employment.ACTIVE;
    }
}
