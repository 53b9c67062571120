package dev.mandate.authz.engine.decisions;

import dev.mandate.authz.engine.decisions.answers.Prospect;
import dev.mandate.authz.engine.decisions.answers.Sifting;
import dev.mandate.authz.engine.decisions.answers.Verdict;
import dev.mandate.authz.engine.decisions.questions.Question;
import dev.mandate.authz.engine.decisions.questions.Reason;
import dev.mandate.authz.engine.delegations.Delegations;
import dev.mandate.authz.engine.entities.Directory;
import dev.mandate.authz.engine.policies.PolicyBook;
import dev.mandate.authz.engine.sessions.Doers;
import dev.mandate.authz.engine.sessions.ModelUses;
import dev.mandate.authz.engine.sessions.Overtakings;
import dev.mandate.authz.engine.sessions.Receipts;
import dev.mandate.authz.engine.sessions.Recents;
import dev.mandate.authz.engine.sessions.SessionTally;
import dev.mandate.authz.engine.sessions.Sessions;
import dev.mandate.events.authz.CallDigest;
import dev.mandate.events.authz.DecisionAddendum.Raced;
import dev.mandate.events.authz.GuardOutcome;
import dev.mandate.events.authz.Obligation;
import dev.mandate.events.authz.Permit;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.provenance.CallFacts;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Asks each guard in order and stops at the first that refuses. Pure CPU, any thread. */
public final class DecisionPipeline {
    private static final System.Logger LOG = System.getLogger(DecisionPipeline.class.getName());

    private static final List<Guard> GUARDS = List.of(
            new KnownResource(),
            new ActiveIdentities(),
            new ValidTokens(),
            new ValidDelegation(),
            new WithinScope(),
            new ValidArguments(),
            new KnownSession(),
            new SubjectPolicies(),
            new DelegatorPolicies(),
            new RiskLevel(),
            new FreshRisk(),
            new FreshProjections());

    private static final List<Guard> FROM_POLICIES = GUARDS.subList(
            GUARDS.indexOf(GUARDS.stream()
                    .filter(SubjectPolicies.class::isInstance)
                    .findFirst()
                    .orElseThrow()),
            GUARDS.size());

    /** How often a session may move while a call of it is decided; sixteen threads that ask for one session never get there. */
    private static final int MOST_TRIES = 1_000;

    private static final int FEW_TRIES = 16;
    private static final long LONG_NANOS = 100_000_000;
    private static final String OUTRUN =
            "The session is allowed calls faster than this one can be decided; asking again changes this.";

    private final Sessions sessions;
    private final Verdicts verdicts;
    private final Duration permit;
    private final InstantSource clock;
    private final EvaluationContexts contexts;

    /** Whose answers are given with nothing, so that whoever may write actions tells of their calls. */
    public DecisionPipeline(
            Directory directory,
            Delegations delegations,
            Supplier<PolicyBook> book,
            Sessions sessions,
            Supplier<Freshness> freshness,
            Duration permit,
            InstantSource clock) {
        this(directory, delegations, book, sessions, freshness, Receipts.NONE, permit, clock);
    }

    /**
     * @param receipts that answers are given with
     * @param permit how long after an allow its call may be made
     */
    public DecisionPipeline(
            Directory directory,
            Delegations delegations,
            Supplier<PolicyBook> book,
            Sessions sessions,
            Supplier<Freshness> freshness,
            Receipts receipts,
            Duration permit,
            InstantSource clock) {
        this.sessions = sessions;
        this.verdicts = new Verdicts(receipts, FROM_POLICIES);
        this.permit = permit;
        this.clock = clock;
        this.contexts = new EvaluationContexts(directory, delegations, book, sessions, freshness, clock);
    }

    /** What the answer would be. Nothing may be done on the strength of it, since it doesn't count. */
    public Verdict decide(Question question) {
        return decide(contexts.of(question));
    }

    /**
     * Decides, and counts an allowed call in the same step: of two questions about one session, one knows what the other was
     * allowed, whichever comes first. No lock is held while deciding; if the session has moved meanwhile, it is decided again. A dry run is
     * counted nowhere.
     */
    public Verdict claim(Question question) {
        if (question.dryRun()) return decide(question);
        var began = System.nanoTime();
        for (var tries = 1; ; tries++) {
            var evaluation = contexts.of(question);
            var verdict = decide(evaluation);
            if (!verdict.allowed()) return verdict;
            var counted = claimed(evaluation, verdict);
            if (counted != null) return counted;
            if (tries == MOST_TRIES || tries >= FEW_TRIES && System.nanoTime() - began > LONG_NANOS)
                // Else small questions beside a large one of the same session had it decided again without end.
                return refuse(
                        question,
                        KnownSession.NAME,
                        Reason.SESSION_UNKNOWN,
                        String.valueOf(evaluation.session()),
                        OUTRUN);
        }
    }

    /** Null where what it rests on has moved meanwhile, so that it has to be decided again. */
    private @Nullable Verdict claimed(EvaluationContext evaluation, Verdict allow) {
        var approval = allow.approval();
        if (approval == null) return counted(evaluation, allow);
        var uses = sessions.approvals().uses();
        if (!uses.claim(approval.id(), allow.id())) return null;
        var counted = counted(evaluation, allow);
        if (counted == null) uses.release(approval.id(), allow.id());
        return counted;
    }

    private @Nullable Verdict counted(EvaluationContext evaluation, Verdict allow) {
        if (evaluation.usesModel()) return countedModel(evaluation, allow);
        var call = evaluation.call();
        var session = evaluation.session();
        var subject = evaluation.subject();
        if (call == null || session == null || subject == null) return allow;
        var digest = CallDigest.of(subject, call.tool(), allow.question().arguments());
        var counts = sessions.allowed()
                .count(
                        session,
                        allow.at(),
                        evaluation.allowed(),
                        evaluation.recent(),
                        allow.id(),
                        call,
                        digest.with(allow.receipt()));
        if (!counts) return null;
        if (CallFacts.consequential(call.labels(), true) || WithinScope.limitsCalls(evaluation, allow.guards()))
            sessions.places().expect(allow.id());
        sessions.allowed()
                .taint()
                .allowed(
                        call.labels(),
                        () -> evaluation.allowed().of(ToolLabel.UNTRUSTED) > 0,
                        allow.question().argumentsOrNone(),
                        allow.at());
        return allow.with(new Permit(digest, allow.at().plus(permit)));
    }

    /** What is used without a delegation has no budget. */
    private @Nullable Verdict countedModel(EvaluationContext evaluation, Verdict allow) {
        var session = evaluation.session();
        var question = allow.question();
        if (session == null || question.delegation() == null) return allow;
        var of = new ModelUses.Of(question.delegation(), question.resourceId());
        var tokens = ModelUses.tokens(question.arguments());
        var by = Doers.of(allow.identity(), allow.person(), question.proof().established());
        if (!sessions.allowed().count(session, allow.at(), evaluation.models(), allow.id(), of, tokens, by))
            return null;
        if (ModelsInScope.limited(evaluation)) sessions.places().expect(allow.id());
        return allow;
    }

    /** @param record is told of own allows that would have been none, had they known of others'; must not block */
    public Overtakings races(Consumer<Raced> record) {
        return new SessionRaces(this, sessions.places(), record, clock, SecondLooks.apart());
    }

    /** An allow never left, and therefore counts no more; of a dry run nothing was counted. */
    public void release(Verdict allow) {
        var session = allow.session();
        if (session != null && !allow.question().dryRun()) sessions.allowed().withheld(session, allow.at(), allow.id());
    }

    /** Tells denials that are about to be none. */
    public PendingJudgement judgement() {
        return new PendingJudgement(this, sessions, clock);
    }

    /** What the answer would be if the session had been allowed this before, and this had been done lately. */
    Verdict decide(Question question, SessionTally before, UnaryOperator<Recents> lately) {
        return decide(contexts.of(question, before, null, lately));
    }

    /** What the answer would be if the session had used this of models before. */
    Verdict decide(Question question, ModelUses before) {
        return decide(contexts.of(question, null, before, UnaryOperator.identity()));
    }

    /** Whether with other arguments or at another time the answer could be yes; false in doubt. */
    public boolean conceivable(Question question) {
        try {
            return Conceivable.is(contexts.of(question));
        } catch (RuntimeException | StackOverflowError e) {
            LOG.log(System.Logger.Level.ERROR, "what may be known of can't be told, so it isn't", e);
            return false;
        }
    }

    /** What can be said of calls of a tool that a person's agents would make for him, before there is one. Nothing is recorded. */
    public Prospect prospect(Question question) {
        return Prospects.of(() -> contexts.of(question));
    }

    /** On which resources of a type that an application declares may this be done, now? The id isn't looked at; nothing is counted. */
    public Sifting sift(Question question) {
        return Filters.of(contexts.of(question), GUARDS);
    }

    /** What a person could approve is asked of nobody where another guard refuses it anyhow. */
    private Verdict decide(EvaluationContext evaluation) {
        var seen = new ArrayList<GuardOutcome>();
        var obligations = List.<Obligation>of();
        Outcome.@Nullable Held held = null;
        for (var guard : GUARDS) {
            for (var outcome : GuardCheck.check(guard, evaluation)) {
                if (outcome instanceof Outcome.Held more) {
                    held = held == null ? more.by(guard.name()) : held.and(more.by(guard.name()));
                    continue;
                }
                seen.add(outcome.of(guard.name()));
                if (outcome instanceof Outcome.Refused refused)
                    return verdicts.of(DecisionId.next(), evaluation, seen, refused, List.of(), null);
                if (!outcome.obligations().isEmpty()) obligations = both(obligations, outcome.obligations());
            }
        }
        if (held == null) return verdicts.of(DecisionId.next(), evaluation, seen, null, obligations, null);
        return held(evaluation, seen, held, obligations);
    }

    private Verdict held(
            EvaluationContext evaluation, List<GuardOutcome> seen, Outcome.Held held, List<Obligation> obligations) {
        var id = DecisionId.next();
        var answered = new HeldCall(evaluation, held, sessions.approvals()).answer(id);
        var approval = answered.approval();
        var refused = answered.refused();
        seen.addAll(held.seen(refused == null));
        if (answered.agreed() != null) seen.add(AgreedCalls.seen(answered.agreed(), held));
        if (refused != null) return verdicts.of(id, evaluation, seen, refused, List.of(), approval);
        var others = held.obligations().stream()
                .filter(asked -> asked.kind() != Obligation.Kind.APPROVAL)
                .toList();
        return verdicts.of(id, evaluation, seen, null, both(obligations, others), approval);
    }

    /**
     * Refused before any guard is asked, by what stands for one in the record.
     *
     * @param about the stream, identity or delegation that it is about; null where it is about the question
     * @param explanation a sentence that says what would change it
     */
    public Verdict refuse(Question question, String by, Reason reason, @Nullable String about, String explanation) {
        var why = new Outcome.Refused(reason, explanation, about, List.of(), List.of());
        return verdicts.of(DecisionId.next(), contexts.of(question), List.of(why.of(by)), why, List.of(), null);
    }

    private static List<Obligation> both(List<Obligation> some, List<Obligation> more) {
        return Stream.concat(some.stream(), more.stream()).distinct().toList();
    }
}
