package dev.mandate.bench;

import com.cedarpolicy.model.policy.PolicySet;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mandate.authz.cedar.json.PolicyJson;
import dev.mandate.authz.decisions.DecisionPipeline;
import dev.mandate.authz.decisions.Freshness;
import dev.mandate.authz.decisions.Question;
import dev.mandate.authz.delegations.Delegations;
import dev.mandate.authz.entities.Directory;
import dev.mandate.authz.entities.LeanState;
import dev.mandate.authz.entities.StateTable;
import dev.mandate.authz.policies.PolicyBook;
import dev.mandate.events.hr.WorkerAttributes;
import dev.mandate.events.identity.Constraint;
import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.identity.IdentityState.Kind;
import dev.mandate.events.identity.IdentityState.Status;
import dev.mandate.events.identity.ToolScope;
import dev.mandate.events.ids.DelegationId;
import dev.mandate.events.ids.GrantId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import dev.mandate.events.lifecycle.AccessState;
import dev.mandate.events.lifecycle.AccessState.Employment;
import dev.mandate.events.lifecycle.CatalogEntry;
import dev.mandate.events.lifecycle.Grant;
import dev.mandate.events.lifecycle.ToolLabel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** People with ten roles each, and for some of them an agent and its sub-agent under two delegations; the shipped policies. */
final class PipelineWorld {
    private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");
    private static final int ROLES = 200;
    private static final int ROLES_EACH = 10;
    private static final int CHAINS = 10_000;

    final Directory directory = Directory.empty();
    private final Delegations delegations = Delegations.empty();
    private final LeanState lean = new LeanState(() -> NOW);
    private final Random random = new Random(4711);
    private final int people;

    PipelineWorld(int people) {
        this.people = people;
        for (int i = 0; i < ROLES; i++) role("role" + i);
        for (var role : List.of("employee", "sales", "engineering")) role(role);
        directory
                .catalogue()
                .apply(new CatalogEntry.Tool(
                        "email.send",
                        1,
                        false,
                        "email.send",
                        "mail",
                        Set.of(ToolLabel.EGRESS),
                        Map.of("type", "object", "properties", Map.of("amount", Map.of("type", "integer")))));
        for (int i = 0; i < people; i++) person(i);
        for (int i = 0; i < Math.min(people, CHAINS); i++) chain(i);
    }

    DecisionPipeline pipeline() {
        var book = book();
        var fresh = new Freshness(Map.of("identities", NOW), Duration.ofSeconds(30));
        return new DecisionPipeline(directory, delegations, () -> book, new StateTable<>(), () -> fresh, () -> NOW);
    }

    /** A sub-agent, drawn at random, sends a mail: two delegators, a limit on an argument. */
    Question delegated() {
        var i = random.nextInt(Math.min(people, CHAINS));
        return question("agent", "agt_sub" + i, Map.of("amount", 5), new DelegationId("del_part" + i));
    }

    /** A person, drawn at random, sends a mail. */
    Question direct() {
        return question("person", "per_" + random.nextInt(people), Map.of(), null);
    }

    static Question whoMay(String tool) {
        return question("person", "", Map.of(), null).about(tool);
    }

    private static Question question(
            String type, String id, Map<String, Object> arguments, @Nullable DelegationId delegation) {
        return new Question(
                type,
                id,
                Question.Action.of("call"),
                "tool",
                "email.send",
                arguments,
                Map.of(),
                delegation,
                null,
                List.of(new Question.Token(id, NOW.minusSeconds(1))),
                null,
                "bench",
                null,
                null);
    }

    private static PolicyBook book() {
        try {
            var text = new StringBuilder();
            for (var file : List.of("agents", "models", "people", "sessions")) text.append(resource(file));
            var json = PolicySet.parsePolicies(text.toString()).toJson();
            var policies = PolicyJson.policies(new ObjectMapper().readTree(json));
            return new PolicyBook(dev.mandate.authz.cedar.PolicySet.compile(policies), "shipped");
        } catch (Exception e) {
            throw new IllegalStateException("the shipped policies can't be read", e);
        }
    }

    private static String resource(String name) throws IOException {
        try (var stream = PolicyBook.class.getResourceAsStream("/policies/" + name + ".cedar")) {
            if (stream == null) throw new IOException("no policies/" + name + ".cedar");
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void role(String id) {
        directory.catalogue().apply(new CatalogEntry.Role(id, 1, false, id, List.of(), List.of()));
    }

    private void person(int i) {
        var id = new IdentityId("per_" + i);
        directory.identities().apply(id.value(), lean.identity(identity(id, Kind.PERSON, null)));
        var grants = new ArrayList<Grant>();
        grants.add(grant(i % 2 == 0 ? "sales" : "engineering", i));
        grants.add(grant("employee", i));
        for (int role = 2; role < ROLES_EACH; role++) grants.add(grant("role" + random.nextInt(ROLES), i));
        var attributes = new WorkerAttributes(
                "Given" + i,
                "Family" + i,
                "p" + i + "@acme.example",
                "Department " + i % 40,
                "Title " + i % 90,
                "DE",
                null);
        directory
                .access()
                .apply(
                        id.value(),
                        lean.access(new AccessState(
                                id, 1, false, Employment.ACTIVE, 1, Instant.EPOCH, "E" + i, attributes, grants)));
    }

    private static Grant grant(String role, int i) {
        return new Grant(
                GrantId.next(), role, Grant.Kind.BIRTHRIGHT, NOW.minusSeconds(100_000L + i % 1000), null, "birthright");
    }

    private void chain(int i) {
        var person = new IdentityId("per_" + i);
        var agent = new IdentityId("agt_main" + i);
        var sub = new IdentityId("agt_sub" + i);
        directory.identities().apply(agent.value(), identity(agent, Kind.AGENT, person));
        directory.identities().apply(sub.value(), identity(sub, Kind.AGENT, person));
        var task = new DelegationId("del_task" + i);
        var part = new DelegationId("del_part" + i);
        delegation(task, null, task, person, agent);
        delegation(part, task, task, agent, sub);
    }

    private void delegation(
            DelegationId id, @Nullable DelegationId parent, DelegationId root, IdentityId delegator, IdentityId agent) {
        var limit = new Constraint("amount", Constraint.Operator.AT_MOST, List.of("500"));
        delegations
                .states()
                .apply(
                        id.value(),
                        new DelegationState(
                                id,
                                1,
                                false,
                                SessionId.of(root),
                                parent,
                                delegator,
                                agent,
                                "task",
                                List.of(),
                                List.of(new ToolScope("email.send", List.of(limit))),
                                NOW.minusSeconds(60),
                                NOW.plusSeconds(3600),
                                DelegationState.Status.ACTIVE,
                                null,
                                parent == null ? 1 : 2));
    }

    private static IdentityState identity(IdentityId id, Kind kind, @Nullable IdentityId owner) {
        return new IdentityState(
                id,
                1,
                false,
                kind,
                Status.ACTIVE,
                null,
                "Name of " + id.value(),
                kind == Kind.PERSON ? "E" + id.value() : null,
                owner,
                kind == Kind.AGENT ? "example" : null,
                kind == Kind.AGENT ? "assistant" : null,
                null,
                1);
    }
}
