package dev.mandate.authz.engine.decisions;

import dev.mandate.authz.engine.cedar.RecordValue;
import dev.mandate.authz.engine.decisions.questions.CallContext;
import dev.mandate.authz.engine.decisions.questions.Question;
import dev.mandate.authz.engine.decisions.questions.SurfaceContext;
import dev.mandate.authz.engine.delegations.DelegationChain;
import dev.mandate.authz.engine.delegations.Delegations;
import dev.mandate.authz.engine.entities.CedarView;
import dev.mandate.authz.engine.entities.Directory;
import dev.mandate.authz.engine.entities.Known;
import dev.mandate.authz.engine.policies.PolicyBook;
import dev.mandate.authz.engine.sessions.CountedCall;
import dev.mandate.authz.engine.sessions.Doers;
import dev.mandate.authz.engine.sessions.ModelUses;
import dev.mandate.authz.engine.sessions.RecentLedger;
import dev.mandate.authz.engine.sessions.Recents;
import dev.mandate.authz.engine.sessions.SessionTally;
import dev.mandate.authz.engine.sessions.Sessions;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import dev.mandate.events.lifecycle.CatalogEntry.Tool;
import dev.mandate.events.risk.SessionRisk;
import dev.mandate.provenance.CallFacts;
import dev.mandate.provenance.CallReader;
import dev.mandate.provenance.Identifier;
import dev.mandate.provenance.OutboundUrls;
import dev.mandate.provenance.Task;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Gathers what is known about a question now. */
record EvaluationContexts(
        Directory directory,
        Delegations delegations,
        Supplier<PolicyBook> book,
        Sessions sessions,
        Supplier<Freshness> freshness,
        InstantSource clock) {

    /** By all that is known. */
    EvaluationContext of(Question question) {
        return of(question, null, null, UnaryOperator.identity());
    }

    /**
     * @param before what counts as allowed to the session before; null for what was
     * @param used what counts as used of models before; null for what was
     * @param lately makes what counts as done lately of what was
     */
    EvaluationContext of(
            Question question, @Nullable SessionTally before, @Nullable ModelUses used, UnaryOperator<Recents> lately) {
        var now = clock.instant();
        var subject = identityOf(question.subjectId());
        var known = question.action().isCall()
                ? directory.catalogue().tool(question.resourceId())
                : new Known<Tool>(null, false);
        var registered = known.state();
        var own = OwnResource.of(question, directory.catalogue());
        var named = question.delegation();
        var delegation = named == null ? null : delegations.chainOf(named);
        var session = sessionOf(subject, delegation);
        var touched = session == null
                ? new Known<SessionRisk>(null, false)
                : sessions.touched().get(session.value());
        var allowed = before != null ? before : allowed(session, now);
        var tool = registered == null ? null : asUsed(registered, question, touched.state(), delegation);
        var arguments = tool == null ? null : directory.catalogue().arguments(tool.id());
        var call = tool == null ? null : CountedCall.of(question.resourceId(), tool, question.argumentsOrNone());
        var by = Doers.of(
                subject,
                EvaluationContext.person(subject, delegation, directory),
                question.proof().established());
        var recent = call == null || session == null
                ? Recents.NONE
                : lately.apply(sessions.allowed().recently().of(by, now));
        return new EvaluationContext(
                question,
                now,
                subject,
                delegation,
                Actors.of(subject, delegation, directory),
                new Known<>(tool, known.unreadable()),
                own,
                arguments,
                session,
                touched,
                allowed,
                recent,
                used != null ? used : used(question, delegation, session, now),
                call,
                session == null ? null : sessions.allowed().doubt(session, began(delegation), now, by),
                directory,
                delegations,
                new CedarView(
                        directory,
                        now,
                        own == null ? null : own.entity(),
                        tool == registered ? null : tool,
                        question.signedInOn()),
                CallContext.of(
                        own == null ? question : question.withoutResourceClaims(),
                        tool,
                        arguments,
                        call,
                        touched.state(),
                        allowed,
                        facts -> recent(facts, question, tool, call, session, delegation, recent, now),
                        SurfaceContext.of(question.proof().established(), directory.catalogue()),
                        reader(),
                        tool == registered ? words(delegation).with(tools(delegation)) : words(delegation),
                        () -> task(delegation),
                        now),
                book.get(),
                freshness.get());
    }

    private Tool asUsed(
            Tool tool, Question question, @Nullable SessionRisk touched, @Nullable DelegationChain delegation) {
        return OutboundUrls.asUsed(
                tool, question.argumentsOrNone(), directory.catalogue()::ownDomain, touched, () -> task(delegation));
    }

    /** As the person named them, and no agent. */
    private static List<String> task(@Nullable DelegationChain delegation) {
        var root = delegation == null ? null : delegation.root();
        if (root == null) return List.of();
        return words(delegation).named(root.personsIdentifiers()).stream()
                .map(text -> Identifier.of(text).value())
                .toList();
    }

    /**
     * Looked at as far as the call can have consequences: it is most of what a decision about such a one costs here.
     *
     * @param facts of the call, so that its arguments aren't read for them again
     */
    private RecordValue recent(
            CallFacts facts,
            Question question,
            @Nullable Tool tool,
            @Nullable CountedCall call,
            @Nullable SessionId session,
            @Nullable DelegationChain delegation,
            Recents recent,
            Instant now) {
        if (tool == null || recent.by() == null || !CallFacts.consequential(tool.labels(), true))
            return recent.facts(call);
        var touchedOrNew = CrossTaskTaint.known(session, facts.session(), () -> task(delegation));
        return recent.facts(
                call,
                RecentLedger.unjudged(
                        recent.forPerson(), session, its -> sessions.allowed().of(its, now), sessions.touched()),
                CrossTaskTaint.namesStranger(
                        reader(),
                        tool,
                        question.argumentsOrNone(),
                        touchedOrNew,
                        RecentLedger.readStrangers(recent, session, sessions.touched())),
                touchedOrNew != null
                        && sessions.allowed().taint().any(now)
                        && CrossTaskTaint.travelled(
                                reader(),
                                tool,
                                question.argumentsOrNone(),
                                facts,
                                touchedOrNew,
                                to -> sessions.allowed().taint().hold(to, now) && !ownHost(to.identifier())));
    }

    private boolean ownHost(Identifier identifier) {
        var host = identifier.host();
        return host != null && directory.catalogue().ownDomain(host);
    }

    private CallReader reader() {
        return CallReader.ALL.at(directory.catalogue()::ownDomain);
    }

    private ModelUses used(
            Question question, @Nullable DelegationChain delegation, @Nullable SessionId session, Instant now) {
        if (delegation == null || session == null || question.action().kind() != Question.Action.Kind.USE)
            return ModelUses.NONE;
        return sessions.allowed().models(session, now);
    }

    private SessionTally allowed(@Nullable SessionId session, Instant now) {
        return session == null ? SessionTally.NONE : sessions.allowed().of(session, now);
    }

    /** Of the root alone, and where the person worded it: all else agents wrote. */
    private static Task words(@Nullable DelegationChain delegation) {
        var root = delegation == null ? null : delegation.root();
        return Task.of(root == null ? null : root.personsTask().orElse(null));
    }

    /** Whoever names a tool that reads doesn't name one that sends, as a call by which data leaves uses it. */
    private static List<String> tools(@Nullable DelegationChain delegation) {
        var root = delegation == null ? null : delegation.root();
        return root == null ? List.of() : root.personsTools();
    }

    private static @Nullable Instant began(@Nullable DelegationChain delegation) {
        var root = delegation == null ? null : delegation.root();
        return root == null ? null : root.createdAt();
    }

    /** That of the root of the delegation, else the subject's own, if there is such an identity. */
    private @Nullable SessionId sessionOf(@Nullable IdentityId subject, @Nullable DelegationChain delegation) {
        var leaf = delegation == null ? null : delegation.leaf();
        if (leaf != null) return leaf.session();
        if (subject == null || directory.identities().get(subject.value()).missing()) return null;
        return SessionId.of(subject);
    }

    private static @Nullable IdentityId identityOf(String id) {
        try {
            return new IdentityId(id);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
