package dev.mandate.bench;

import com.cedarpolicy.model.policy.PolicySet;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mandate.authz.engine.cedar.json.PolicyJson;
import dev.mandate.authz.engine.decisions.DecisionPipeline;
import dev.mandate.authz.engine.decisions.Freshness;
import dev.mandate.authz.engine.decisions.questions.Question;
import dev.mandate.authz.engine.delegations.Delegations;
import dev.mandate.authz.engine.entities.Directory;
import dev.mandate.authz.engine.entities.LeanState;
import dev.mandate.authz.engine.policies.PolicyBook;
import dev.mandate.authz.engine.sessions.Sessions;
import dev.mandate.bench.fixtures.Population;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.ids.DelegationId;
import dev.mandate.events.lifecycle.AttributeType;
import dev.mandate.events.lifecycle.CatalogEntry;
import dev.mandate.events.lifecycle.ResourceType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A population in memory, some of it with an agent and its sub-agent under two delegations; the shipped policies. */
final class PipelineWorld {
    private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");
    private static final int CHAINS = 10_000;
    private static final int SOME = 1_000;

    final Directory directory = Directory.empty();
    private final Delegations delegations = Delegations.empty();
    private final LeanState lean = new LeanState(() -> NOW);
    private final Random random = new Random(4711);
    private final int people;

    PipelineWorld(int people) {
        this.people = people;
        var population = new Population(NOW);
        population.catalogue().forEach(directory.catalogue()::apply);
        for (int i = 0; i < people; i++) {
            add(lean.identity(population.personIdentity(i)));
            directory.access().apply(Population.person(i).value(), lean.access(population.access(i)));
        }
        for (int i = 0; i < Math.min(people, CHAINS); i++) {
            add(population.agentIdentity(i));
            add(population.subAgentIdentity(i));
            add(population.taskDelegation(i));
            add(population.partDelegation(i));
        }
    }

    /** What so many people's states take on their topics, by a thousand of them. */
    static long bytesOfRecords(int people) {
        var population = new Population(NOW);
        var bytes = 0L;
        try {
            for (int i = 0; i < SOME; i++)
                bytes += EventJson.mapper().writeValueAsBytes(population.personIdentity(i)).length
                        + EventJson.mapper().writeValueAsBytes(population.access(i)).length;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
        return bytes * people / SOME;
    }

    DecisionPipeline pipeline() {
        return pipeline(book(""));
    }

    DecisionPipeline pipeline(PolicyBook book) {
        var fresh = new Freshness(Map.of("identities", NOW), Duration.ofSeconds(30));
        return new DecisionPipeline(
                directory, delegations, () -> book, Sessions.empty(), () -> fresh, Duration.ofMinutes(5), () -> NOW);
    }

    /** A sub-agent, drawn at random, sends a mail: two delegators, a limit on an argument. */
    Question delegated() {
        var i = random.nextInt(Math.min(people, CHAINS));
        return question("agent", Population.subAgent(i).value(), Map.of("amount", 5), Population.part(i));
    }

    /** A person, drawn at random, sends a mail. */
    Question direct() {
        return question("person", Population.person(random.nextInt(people)).value(), Map.of(), null);
    }

    /** The shipped policies with some of an application about its bills: the guide's, and others about one department each. */
    PolicyBook withBills(int policies) {
        var bill = new ResourceType(
                "bill",
                Set.of("view"),
                Map.of("amount", AttributeType.LONG, "department", AttributeType.STRING, "owner", AttributeType.PERSON),
                Set.of("owner"),
                Set.of());
        directory
                .catalogue()
                .apply(new CatalogEntry.Application("payables", 1, false, "Bills", List.of(bill), Set.of("bench")));
        var text = new StringBuilder("""
                permit (principal in Mandate::Role::"employee", action == Payables::Action::"view", resource is Payables::Bill)
                when { principal.department == resource.department && resource.amount <= 2500000 };
                forbid (principal, action == Payables::Action::"view", resource is Payables::Bill)
                when { resource has owner && resource.owner == principal };
                """);
        for (var i = 2; i < policies; i++)
            text.append(
                            "permit (principal, action == Payables::Action::\"view\", resource is Payables::Bill) when { resource.department"
                                    + " == \"Special ")
                    .append(i)
                    .append("\" && principal.department == \"Department ")
                    .append(i % 40)
                    .append("\" };\n");
        return book(text.toString());
    }

    /** By the application itself, of a person drawn at random. */
    Question aboutBills(String id, Map<String, Object> bill) {
        var person = Population.person(random.nextInt(people)).value();
        return new Question(
                "person",
                person,
                Question.Action.of("view"),
                "bill",
                id,
                null,
                bill.isEmpty() ? Map.of() : Map.of("resource", bill),
                null,
                null,
                Question.Proof.NONE,
                new Question.Asker("bench", true, null, Set.of()),
                null,
                null);
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
                Question.Proof.of(List.of(new Question.Token(id, NOW.minusSeconds(1)))),
                "bench",
                null,
                null);
    }

    private static PolicyBook book(String more) {
        try {
            var text = new StringBuilder();
            for (var file : List.of("agents", "models", "people", "sessions")) text.append(resource(file));
            text.append(more);
            var json = PolicySet.parsePolicies(text.toString()).toJson();
            var policies = PolicyJson.policies(new ObjectMapper().readTree(json));
            return new PolicyBook(dev.mandate.authz.engine.cedar.PolicySet.compile(policies), "shipped");
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

    private void add(IdentityState state) {
        directory.identities().apply(state.identity().value(), state);
    }

    private void add(DelegationState state) {
        delegations.states().apply(state.delegation().value(), state);
    }
}
