package dev.mandate.authz.engine.policies;

import dev.mandate.authz.engine.cedar.Entities;
import dev.mandate.authz.engine.cedar.Entity;
import dev.mandate.authz.engine.cedar.EntityRecord;
import dev.mandate.authz.engine.cedar.EntityUid;
import dev.mandate.authz.engine.cedar.RecordValue;
import dev.mandate.authz.engine.cedar.Request;
import dev.mandate.authz.engine.entities.CedarNames;
import dev.mandate.authz.engine.entities.CedarValues;
import dev.mandate.authz.engine.sessions.CountedCall;
import dev.mandate.authz.engine.sessions.Recents;
import dev.mandate.authz.engine.sessions.SessionContext;
import dev.mandate.authz.engine.sessions.SessionGate;
import dev.mandate.authz.engine.sessions.SessionTally;
import dev.mandate.events.authz.Obligation;
import dev.mandate.events.lifecycle.CatalogEntry.Tool;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.events.risk.SessionRisk;
import dev.mandate.provenance.CallFacts;
import dev.mandate.provenance.Recipients;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The shipped policies about sessions on their own, with the risk level's guard, for measuring what they would stop. */
public final class SessionPolicies {
    private static final EntityUid AGENT = new EntityUid(CedarNames.AGENT, "agt_measured");

    private final PolicyBook book;
    private final Set<String> without;

    /**
     * What stops a call.
     *
     * @param by id of a policy, or {@code risk_level}
     * @param held whoever answers for it is asked to approve, rather than it being denied
     */
    public record Stop(String by, boolean held) {}

    private SessionPolicies(PolicyBook book, Set<String> without) {
        this.book = book;
        this.without = without;
    }

    /** All but these, to see what they are worth. */
    public SessionPolicies without(Set<String> policies) {
        return new SessionPolicies(book, Set.copyOf(policies));
    }

    /** Ids of the policies. */
    public Set<String> names() {
        return book.policies().policies().stream().map(policy -> policy.id()).collect(Collectors.toSet());
    }

    /** @throws IllegalStateException if the service was built with policies that don't fit their schema */
    public static SessionPolicies shipped() {
        var files = PolicyFiles.sessions();
        return Compilation.of(PolicySetVersion.MAIN, files.digest(), files, List.of())
                .fold(compiled -> new SessionPolicies(InForce.bookOf(compiled.version()), Set.of()), refused -> {
                    throw new IllegalStateException(String.valueOf(refused.findings()));
                });
    }

    /**
     * What stops an agent's call, each of it by itself; the first decides, and one that denies is enough. Empty if nothing does.
     *
     * @param before the session's state as of the call before; null for its first
     * @param allowed the session's calls before
     * @param registered null for a tool that nobody registered
     * @param facts of this call
     * @param ownDomain whether a host is the organisation's own
     */
    public List<Stop> stops(
            @Nullable SessionRisk before,
            SessionTally allowed,
            String tool,
            @Nullable Tool registered,
            Map<String, Object> arguments,
            CallFacts facts,
            Predicate<String> ownDomain) {
        var gate = SessionGate.of(before, registered);
        if (gate != SessionGate.OPEN) return List.of(new Stop("risk_level", gate == SessionGate.APPROVAL));
        Set<ToolLabel> labels = registered == null ? Set.of() : registered.labels();
        var call = CountedCall.of(tool, registered, arguments);
        var context = new RecordValue(Map.of(
                "session", SessionContext.session(before, allowed, call),
                "call",
                        SessionContext.call(
                                facts, Recipients.reachOutsider(facts, labels, arguments, ownDomain, List.of())),
                "recent", Recents.NONE.facts(call)));
        var request = new Request(
                AGENT, new EntityUid(CedarNames.ACTION, tool), new EntityUid(CedarNames.TOOL, tool), context);
        var answer = book.policies().decide(request, entities(tool, labels));
        if (!answer.errors().isEmpty())
            return List.of(new Stop(answer.errors().get(0).policyId(), false));
        return answer.determining().stream()
                .filter(policy -> !without.contains(policy))
                .map(policy -> new Stop(policy, held(policy)))
                .sorted(Comparator.comparing(Stop::held))
                .toList();
    }

    private boolean held(String policy) {
        return book.demandsOf(policy).stream().anyMatch(demand -> demand.kind() == Obligation.Kind.APPROVAL);
    }

    private static Entities entities(String tool, Set<ToolLabel> labels) {
        var groups = new HashSet<>(Set.of(CedarNames.CALL));
        labels.forEach(label -> groups.add(CedarNames.group(label)));
        var action = new EntityRecord(new EntityUid(CedarNames.ACTION, tool), Map.of(), Map.of(), groups);
        var texts = CedarValues.texts(labels.stream().map(ToolLabel::text).collect(Collectors.toSet()));
        var resource =
                new EntityRecord(new EntityUid(CedarNames.TOOL, tool), Map.of("labels", texts), Map.of(), Set.of());
        Map<EntityUid, Entity> known = Map.of(action.uid(), action, resource.uid(), resource);
        return known::get;
    }
}
