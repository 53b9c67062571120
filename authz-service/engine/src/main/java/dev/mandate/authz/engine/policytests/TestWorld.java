package dev.mandate.authz.engine.policytests;

import dev.mandate.authz.engine.cedar.EntityRecord;
import dev.mandate.authz.engine.cedar.EntityUid;
import dev.mandate.authz.engine.entities.CedarNames;
import dev.mandate.authz.engine.entities.DeclaredType;
import dev.mandate.authz.engine.entities.DescribedResource;
import dev.mandate.authz.engine.entities.Directory;
import dev.mandate.events.hr.WorkerAttributes;
import dev.mandate.events.identity.AgentFacts;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.identity.IdentityState.Kind;
import dev.mandate.events.ids.GrantId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.lifecycle.AccessState;
import dev.mandate.events.lifecycle.AccessState.Employment;
import dev.mandate.events.lifecycle.AttributeType;
import dev.mandate.events.lifecycle.CatalogEntry;
import dev.mandate.events.lifecycle.Grant;
import dev.mandate.events.lifecycle.ResourceType;
import dev.mandate.events.lifecycle.ToolLabel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a test sheet describes, as projections would know it. */
final class TestWorld {
    private static final String UNKNOWN = "none";

    private final Directory directory = Directory.empty();
    private final TestSheet sheet;

    /** @throws IllegalArgumentException if the sheet says what no owner of a stream could */
    TestWorld(TestSheet sheet) {
        this.sheet = sheet;
        var roles = new TreeMap<String, List<String>>(sheet.roles());
        sheet.roles().values().forEach(inherited -> inherited.forEach(role -> roles.putIfAbsent(role, List.of())));
        sheet.people().values().forEach(person -> person.roles().forEach(role -> roles.putIfAbsent(role, List.of())));
        roles.forEach((role, inherits) -> add(new CatalogEntry.Role(role, 1, false, role, inherits, List.of())));
        sheet.tools().forEach((name, tool) -> add(tool(name, tool)));
        sheet.models()
                .forEach((name, model) -> add(
                        new CatalogEntry.Model(name, 1, false, name, or(model.provider()), Set.copyOf(model.tags()))));
        sheet.surfaces()
                .forEach((name, surface) -> add(new CatalogEntry.Surface(
                        name,
                        1,
                        false,
                        name,
                        Set.copyOf(surface.tags()),
                        Set.copyOf(surface.clients()),
                        Set.copyOf(surface.networks()),
                        Set.copyOf(surface.issuers()))));
        applications().forEach(this::add);
        sheet.people().forEach(this::person);
        sheet.agents().forEach(this::agent);
    }

    Directory directory() {
        return directory;
    }

    /** @throws IllegalArgumentException if nobody has this name */
    EntityUid principal(String name) {
        if (name.startsWith("client/")) return new EntityUid(CedarNames.CLIENT, name.substring("client/".length()));
        var identity = identity(name);
        return new EntityUid(identity.isPerson() ? CedarNames.PERSON : CedarNames.AGENT, identity.value());
    }

    /** @throws IllegalArgumentException if nobody has this name */
    IdentityId identity(String name) {
        if (sheet.people().containsKey(name)) return new IdentityId(IdentityId.PERSON + name);
        if (sheet.agents().containsKey(name)) return idOf(name, sheet.agents().get(name));
        throw new IllegalArgumentException("neither people nor agents have " + name);
    }

    /**
     * Of the application that declares its type.
     *
     * @param resource {@code <type>/<id>}
     * @throws IllegalArgumentException if the sheet has no such type, or the resource isn't as it declares
     */
    EntityRecord resource(String resource, Map<String, Object> attributes) {
        var parts = resource.split("/", 2);
        var properties = new HashMap<>(attributes);
        var declared = declared(resource);
        declared.type().attributes().forEach((attribute, type) -> {
            var isIdentity = type == AttributeType.PERSON || type == AttributeType.AGENT;
            if (isIdentity && properties.get(attribute) instanceof String name)
                properties.put(attribute, identity(name).value());
        });
        var described = DescribedResource.of(declared, parts[1], properties);
        if (described instanceof DescribedResource.AsDeclared known) return known.entity();
        throw new IllegalArgumentException(((DescribedResource.Wrong) described).explanation());
    }

    /** @throws IllegalArgumentException if the sheet has no such type */
    DeclaredType declared(String resource) {
        var parts = resource.split("/", 2);
        var declared = directory.catalogue().resourceType(parts[0]).state();
        if (declared == null || parts.length < 2)
            throw new IllegalArgumentException("a resource is <type>/<id>, and resources have no " + parts[0]);
        return declared;
    }

    private List<CatalogEntry> applications() {
        var types = new TreeMap<String, List<ResourceType>>();
        sheet.resources()
                .forEach((name, it) -> types.computeIfAbsent(it.application(), application -> new ArrayList<>())
                        .add(new ResourceType(name, it.actions(), it.attributes(), it.optional(), it.parents())));
        return types.entrySet().stream()
                .<CatalogEntry>map(
                        it -> new CatalogEntry.Application(it.getKey(), 1, false, it.getKey(), it.getValue(), Set.of()))
                .toList();
    }

    private void add(CatalogEntry entry) {
        directory.catalogue().apply(entry);
    }

    private static CatalogEntry.Tool tool(String name, TestSheet.Tool tool) {
        var properties = new HashMap<String, Object>();
        tool.arguments().forEach((argument, type) -> properties.put(argument, schema(type)));
        return new CatalogEntry.Tool(
                name,
                1,
                false,
                name,
                tool.application(),
                tool.labels().stream().map(ToolLabel::of).collect(Collectors.toSet()),
                Map.of("type", "object", "properties", properties),
                tool.description());
    }

    private static Map<String, Object> schema(String type) {
        return switch (type) {
            case "string", "integer", "number", "boolean" -> Map.of("type", type);
            case "strings" -> Map.of("type", "array", "items", Map.of("type", "string"));
            default ->
                throw new IllegalArgumentException(
                        "an argument is string, integer, number, boolean or strings, not " + type);
        };
    }

    private void person(String name, TestSheet.Person person) {
        var id = new IdentityId(IdentityId.PERSON + name);
        directory.identities().apply(id.value(), state(id));
        var email = person.email() == null ? name + "@example.com" : person.email();
        var attributes = new WorkerAttributes(
                name, "Example", email, or(person.department()), or(person.title()), or(person.country()), null);
        var grants = person.roles().stream()
                .map(role -> new Grant(GrantId.next(), role, Grant.Kind.BIRTHRIGHT, Instant.EPOCH, null, "of the test"))
                .toList();
        directory
                .access()
                .apply(
                        id.value(),
                        new AccessState(id, 1, false, Employment.ACTIVE, 1, Instant.EPOCH, name, attributes, grants));
    }

    private void agent(String name, TestSheet.Agent agent) {
        var id = idOf(name, agent);
        if (!sheet.people().containsKey(agent.owner()))
            throw new IllegalArgumentException("the owner of " + name + " is none of the people: " + agent.owner());
        var owner = new IdentityId(IdentityId.PERSON + agent.owner());
        directory.identities().apply(id.value(), state(id, owner, agent, facts(name, agent)));
    }

    private @Nullable AgentFacts facts(String name, TestSheet.Agent agent) {
        var made = agent.parent();
        if (agent.confirmed() == null && made == null) return null;
        var parent = made == null ? null : sheet.agents().get(made);
        if (agent.workload() != null || made != null && parent == null)
            throw new IllegalArgumentException("confirmed and parent are of an agent, and parent names one: " + name);
        return new AgentFacts(true, agent.confirmed(), made == null || parent == null ? null : idOf(made, parent));
    }

    private static IdentityId idOf(String name, TestSheet.Agent agent) {
        return new IdentityId((agent.workload() == null ? IdentityId.AGENT : IdentityId.WORKLOAD) + name);
    }

    private static IdentityState state(
            IdentityId id, IdentityId owner, TestSheet.Agent agent, @Nullable AgentFacts facts) {
        var workload = agent.workload();
        return IdentityState.of(id, workload == null ? Kind.AGENT : Kind.WORKLOAD, id.value())
                .owner(owner)
                .platform(agent.platform())
                .purpose(agent.purpose())
                .workload(workload == null ? null : workload.facts())
                .agent(facts)
                .build();
    }

    private static IdentityState state(IdentityId person) {
        return IdentityState.person(person, person.value()).build();
    }

    private static String or(@Nullable String text) {
        return text == null ? UNKNOWN : text;
    }
}
