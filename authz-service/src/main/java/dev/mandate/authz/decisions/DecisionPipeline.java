package dev.mandate.authz.decisions;

import dev.mandate.authz.delegations.DelegationChain;
import dev.mandate.authz.delegations.Delegations;
import dev.mandate.authz.entities.CedarView;
import dev.mandate.authz.entities.Directory;
import dev.mandate.authz.entities.Known;
import dev.mandate.authz.entities.StateTable;
import dev.mandate.authz.policies.PolicyBook;
import dev.mandate.events.authz.GuardOutcome;
import dev.mandate.events.authz.Obligation;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import dev.mandate.events.risk.SessionRisk;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
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
            new SubjectPolicies(),
            new DelegatorPolicies(),
            new RiskLevel(),
            new FreshProjections());

    private static final List<Guard> FROM_POLICIES = GUARDS.subList(
            GUARDS.indexOf(GUARDS.stream()
                    .filter(SubjectPolicies.class::isInstance)
                    .findFirst()
                    .orElseThrow()),
            GUARDS.size());

    private final Directory directory;
    private final Delegations delegations;
    private final Supplier<PolicyBook> book;
    private final StateTable<SessionRisk> sessions;
    private final Supplier<Freshness> freshness;
    private final InstantSource clock;

    public DecisionPipeline(
            Directory directory,
            Delegations delegations,
            Supplier<PolicyBook> book,
            StateTable<SessionRisk> sessions,
            Supplier<Freshness> freshness,
            InstantSource clock) {
        this.directory = directory;
        this.delegations = delegations;
        this.book = book;
        this.sessions = sessions;
        this.freshness = freshness;
        this.clock = clock;
    }

    public Verdict decide(Question question) {
        var matter = matterOf(question);
        var seen = new ArrayList<GuardOutcome>();
        var obligations = List.<Obligation>of();
        for (var guard : GUARDS) {
            for (var outcome : ask(guard, matter)) {
                seen.add(outcome.of(guard.name()));
                if (outcome instanceof Outcome.Refused refused) return verdict(matter, seen, refused, List.of());
                if (!outcome.obligations().isEmpty()) obligations = both(obligations, outcome.obligations());
            }
        }
        return verdict(matter, seen, null, obligations);
    }

    static List<Outcome> ask(Guard guard, Matter matter) {
        try {
            return guard.check(matter);
        } catch (RuntimeException | StackOverflowError e) {
            LOG.log(System.Logger.Level.ERROR, "guard " + guard.name() + " failed, so the answer is no", e);
            return List.of(Outcome.refused(
                    Reason.INTERNAL_ERROR, null, "The guard " + guard.name() + " failed; the service's log says why."));
        }
    }

    private Matter matterOf(Question question) {
        var now = clock.instant();
        var subject = identityOf(question.subjectId());
        var tool = question.action().isCall()
                ? directory.catalogue().tool(question.resourceId()).state()
                : null;
        var named = question.delegation();
        var delegation = named == null ? null : delegations.chainOf(named);
        var session = sessionOf(subject, delegation);
        var touched = session == null ? new Known<SessionRisk>(null, false) : sessions.get(session.value());
        return new Matter(
                question,
                now,
                subject,
                delegation,
                session,
                touched,
                directory,
                new CedarView(directory, now),
                CallContext.of(question, tool, touched.state(), now),
                book.get(),
                freshness.get());
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

    private static List<Obligation> both(List<Obligation> some, List<Obligation> more) {
        return Stream.concat(some.stream(), more.stream()).distinct().toList();
    }

    private static Verdict verdict(
            Matter matter, List<GuardOutcome> seen, Outcome.@Nullable Refused refused, List<Obligation> obligations) {
        return new Verdict(
                DecisionId.next(),
                matter.now(),
                matter.question(),
                refused == null,
                refused == null ? null : refused.reason(),
                refused == null ? null : refused.explanation(),
                List.copyOf(seen),
                matter.session(),
                matter.subject(),
                List.copyOf(matter.chain()),
                matter.person(),
                matter.book().version(),
                matter.directory().catalogue().revision(),
                matter.freshness().ageMillis(matter.now()),
                Shadow.of(matter, FROM_POLICIES, refused == null ? null : refused.reason()),
                refused == null ? List.of() : Proposals.of(refused, matter),
                refused == null ? obligations : refused.obligations());
    }
}
