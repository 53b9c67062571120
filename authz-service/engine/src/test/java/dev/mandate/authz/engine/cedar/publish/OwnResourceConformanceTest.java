package dev.mandate.authz.engine.cedar.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mandate.authz.engine.cedar.Entities;
import dev.mandate.authz.engine.cedar.Entity;
import dev.mandate.authz.engine.cedar.EntityUid;
import dev.mandate.authz.engine.cedar.PolicySet;
import dev.mandate.authz.engine.cedar.Request;
import dev.mandate.authz.engine.cedar.json.EntityJson;
import dev.mandate.authz.engine.cedar.json.PolicyJson;
import dev.mandate.authz.engine.entities.DeclaredType;
import dev.mandate.authz.engine.entities.DescribedResource;
import dev.mandate.authz.engine.policies.ShippedPolicies;
import dev.mandate.events.lifecycle.AttributeType;
import dev.mandate.events.lifecycle.CatalogEntry.Application;
import dev.mandate.events.lifecycle.ResourceType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The official engine says the same of resources as their application describes them; {@code -Dcedar.seed} repeats a run. */
class OwnResourceConformanceTest {
    private static final int REQUESTS = 300;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DeclaredType INVOICE = DeclaredType.of(new Application(
                    "invoicing",
                    1,
                    false,
                    "Invoices",
                    List.of(
                            new ResourceType(
                                    "invoice",
                                    Set.of("view", "approve", "pay"),
                                    Map.of(
                                            "amount", AttributeType.LONG,
                                            "department", AttributeType.STRING,
                                            "status", AttributeType.STRING,
                                            "owner", AttributeType.PERSON,
                                            "urgent", AttributeType.BOOLEAN,
                                            "tags", AttributeType.STRINGS),
                                    Set.of("owner", "urgent", "tags"),
                                    Set.of("ledger")),
                            new ResourceType("ledger", Set.of("view"), Map.of(), Set.of(), Set.of())),
                    Set.of()))
            .get(0);
    private static final List<String> MORE = List.of("""
            @id("ledger") permit (principal, action, resource in Invoicing::Ledger::"2026") when { resource.tags.contains("a") };
            """, """
            @id("urgent") forbid (principal, action, resource) when { resource has urgent && resource.urgent } unless { resource.tags.containsAll(["a", "b"]) };
            """);

    private final long seed = Long.getLong("cedar.seed", 20_261_126L);
    private final Random random = new Random(seed);

    @Test
    void the_official_engine_decides_the_same_about_described_resources() throws Exception {
        var draft = draft();
        var ours = PolicySet.compile(PolicyJson.policies(draft.json()));
        var outcomes = new TreeSet<String>();
        for (var i = 0; i < REQUESTS; i++) {
            var properties = properties();
            var resource =
                    ((DescribedResource.AsDeclared) DescribedResource.of(INVOICE, "inv-" + i, properties)).entity();
            var people = people();
            var known =
                    new HashMap<EntityUid, Entity>(EntityJson.withoutSchema().entities(JSON.readTree(people)));
            known.put(resource.uid(), resource);
            var official = com.cedarpolicy.model.entity.Entities.parse(
                    people.substring(0, people.length() - 1) + "," + json(resource.uid(), properties) + "]");
            var context = "{\"delegated\": " + random.nextBoolean() + "}";
            var action = List.copyOf(new TreeSet<>(INVOICE.type().actions())).get(random.nextInt(3));
            var request = new Request(
                    new EntityUid(random.nextInt(4) == 0 ? "Mandate::Agent" : "Mandate::Person", "per_ada"),
                    INVOICE.action(action),
                    resource.uid(),
                    EntityJson.withoutSchema().context(INVOICE.action(action), JSON.readTree(context)));
            var answer = ours.decide(request, Entities.of(known));
            outcomes.add(
                    (answer.allowed() ? "allow" : "deny") + (answer.errors().isEmpty() ? "" : " with errors"));
            assertThat(OfficialAnswer.like(answer))
                    .as("seed %d: %s %s %s", seed, request, properties, answer.errors())
                    .isEqualTo(OfficialAnswer.to(request, context, draft.official(), official));
        }
        assertThat(outcomes).as("what the run reaches").hasSize(4);
    }

    private Draft draft() throws Exception {
        var draft = new Draft();
        var files = new ArrayList<PolicyFile>(List.of(ShippedPolicies.example().get(0)));
        for (var policy : MORE) files.add(new PolicyFile("more", policy));
        for (var file : files)
            for (var statement : Statement.of(file))
                assertThat(draft.add(statement, OfficialCedar.policies(statement.source())))
                        .isNull();
        return draft;
    }

    private Map<String, Object> properties() {
        var properties = new HashMap<String, Object>();
        properties.put(
                "amount", List.of(-1, 0, 120, 500, 501, 10_000, Long.MAX_VALUE).get(random.nextInt(7)));
        properties.put("department", random.nextBoolean() ? "sales" : "fin\u0000ance\ud83d\ude00");
        properties.put("status", random.nextBoolean() ? "open" : "approved");
        if (random.nextBoolean()) properties.put("owner", random.nextBoolean() ? "per_ada" : "per_nobody");
        if (random.nextBoolean()) properties.put("urgent", random.nextBoolean());
        if (random.nextBoolean()) properties.put("tags", random.nextBoolean() ? List.of("a", "b", "a") : List.of());
        if (random.nextBoolean())
            properties.put("parents", List.of(Map.of("type", "ledger", "id", random.nextBoolean() ? "2026" : "2025")));
        return properties;
    }

    private String people() {
        var roles = random.nextBoolean() ? "[{\"type\": \"Mandate::Role\", \"id\": \"finance\"}]" : "[]";
        return """
                [{"uid": {"type": "Mandate::Person", "id": "per_ada"}, "attrs": {"department": "sales"}, "parents": %s},
                 {"uid": {"type": "Mandate::Agent", "id": "per_ada"}, "attrs": {}, "parents": []}]""".formatted(roles);
    }

    private static String json(EntityUid uid, Map<String, Object> properties) throws Exception {
        var attributes = new HashMap<>(properties);
        var parents = new ArrayList<Object>(List.of(Map.of("type", "Mandate::Application", "id", "invoicing")));
        if (attributes.remove("parents") instanceof List<?> list)
            for (var parent : list)
                parents.add(Map.of("type", "Invoicing::Ledger", "id", String.valueOf(((Map<?, ?>) parent).get("id"))));
        if (attributes.get("owner") instanceof String owner)
            attributes.put("owner", Map.of("__entity", Map.of("type", "Mandate::Person", "id", owner)));
        return JSON.writeValueAsString(
                Map.of("uid", Map.of("type", uid.type(), "id", uid.id()), "attrs", attributes, "parents", parents));
    }
}
