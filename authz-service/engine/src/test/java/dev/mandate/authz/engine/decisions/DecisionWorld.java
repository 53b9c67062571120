package dev.mandate.authz.engine.decisions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.authz.engine.decisions.answers.Verdict;
import dev.mandate.authz.engine.decisions.questions.Question;
import dev.mandate.authz.engine.delegations.Delegations;
import dev.mandate.authz.engine.entities.Directory;
import dev.mandate.authz.engine.policies.PolicyBook;
import dev.mandate.authz.engine.policies.ShippedPolicies;
import dev.mandate.authz.engine.sessions.Sessions;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.hr.WorkerAttributes;
import dev.mandate.events.identity.AgreedKind;
import dev.mandate.events.identity.Constraint;
import dev.mandate.events.identity.Constraint.Operator;
import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.identity.IdentityState.Status;
import dev.mandate.events.identity.ToolScope;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.ids.DelegationId;
import dev.mandate.events.ids.GrantId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import dev.mandate.events.lifecycle.AccessState;
import dev.mandate.events.lifecycle.AccessState.Employment;
import dev.mandate.events.lifecycle.CatalogEntry;
import dev.mandate.events.lifecycle.Grant;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.events.risk.SessionRisk;
import dev.mandate.events.risk.SessionRisk.Level;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ada of sales, Finn of finance and Erin of engineering; Ada's agent researcher, its sub-agent mailer, Erin's agent keeper.
 * Delegations: task (Ada to researcher), part (researcher to mailer), pay (Finn to researcher), admin (Erin to keeper).
 */
public final class DecisionWorld {
    public static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");
    private static final Map<String, Class<? extends CatalogEntry>> KINDS = Map.of(
            "roles", CatalogEntry.Role.class,
            "applications", CatalogEntry.Application.class,
            "tools", CatalogEntry.Tool.class,
            "models", CatalogEntry.Model.class,
            "surfaces", CatalogEntry.Surface.class,
            "domains", CatalogEntry.Domain.class);
    private static final Set<String> PEOPLE = Set.of("ada", "finn", "erin");

    public final Directory directory = Directory.empty();
    final Sessions sessions = Sessions.empty();
    final Delegations delegations = Delegations.empty();
    final Map<String, Instant> completeUntil = new HashMap<>();
    Instant riskCompleteUntil = NOW;
    PolicyBook book = ShippedPolicies.book();

    /** How often a question was looked at with all that is known. */
    final AtomicInteger books = new AtomicInteger();

    public DecisionWorld() {
        for (var topic : List.of("identities", "delegations", "access", "catalog"))
            completeUntil.put(topic, NOW.minusSeconds(1));
        catalogue();
        person("ada", "Sales", "sales");
        person("finn", "Finance", "finance");
        person("erin", "Engineering", "engineering");
        agent("researcher", "ada", "assistant", Status.ACTIVE);
        agent("mailer", "ada", "assistant", Status.ACTIVE);
        agent("keeper", "erin", "administration", Status.ACTIVE);
        delegation("task", null, "ada", "researcher", SCOPE);
        delegation("part", "task", "researcher", "mailer", SCOPE);
        delegation("pay", null, "finn", "researcher", List.of(new ToolScope("payments.transfer", List.of())));
        delegation("admin", null, "erin", "keeper", List.of(new ToolScope("identity.grant_role", List.of())));
    }

    static final List<ToolScope> SCOPE = List.of(
            new ToolScope("crm.read_contact", List.of()),
            new ToolScope(
                    "email.send",
                    List.of(new Constraint("to", Operator.DOMAIN_IN, List.of("acme.example", "partner.example")))),
            new ToolScope("payments.transfer", List.of(new Constraint("amount", Operator.AT_MOST, List.of("500")))));

    public static IdentityId id(String name) {
        return new IdentityId((PEOPLE.contains(name) ? "per_" : "agt_") + name);
    }

    static DelegationId delegationId(String name) {
        return new DelegationId("del_" + name);
    }

    public Verdict decide(Question question) {
        return decide(directory, question);
    }

    /** As this world, but with other people in it. */
    public Verdict decide(Directory people, Question question) {
        return pipeline(people, sessions).decide(question);
    }

    /** What decides here and counts in these sessions. */
    DecisionPipeline pipeline(Directory people, Sessions counted) {
        return new DecisionPipeline(
                people,
                delegations,
                () -> {
                    books.incrementAndGet();
                    return book;
                },
                counted,
                () -> new Freshness(
                        completeUntil,
                        Duration.ofSeconds(30),
                        new Freshness(Map.of("risk.sessions.v1", riskCompleteUntil), Duration.ofSeconds(30))),
                Duration.ofMinutes(5),
                () -> NOW);
    }

    void identity(String name, Status status, Instant tokensVoidBefore, int employment) {
        identity(name, status, null, tokensVoidBefore, employment);
    }

    void identity(String name, Status status, String why, Instant tokensVoidBefore, int employment) {
        var now = directory.identities().get(id(name).value()).state();
        directory
                .identities()
                .apply(
                        id(name).value(),
                        now.next()
                                .status(status, why)
                                .tokensVoidBefore(tokensVoidBefore)
                                .employmentNumber(employment)
                                .build());
    }

    void employment(String name, Employment employment, int number) {
        var now = directory.access().get(id(name).value()).state();
        directory
                .access()
                .apply(
                        id(name).value(),
                        new AccessState(
                                now.identity(),
                                now.revision() + 1,
                                false,
                                employment,
                                number,
                                number == 1 ? Instant.EPOCH : NOW.minusSeconds(20),
                                name,
                                now.attributes(),
                                now.grants()));
    }

    void delegationIs(String name, DelegationState.Status status, Instant expiresAt) {
        var now = delegations.states().get("del_" + name).state();
        delegations
                .states()
                .apply(
                        "del_" + name,
                        new DelegationState(
                                now.delegation(),
                                now.revision() + 1,
                                false,
                                now.session(),
                                now.parent(),
                                now.delegator(),
                                now.agent(),
                                now.task(),
                                List.of(),
                                now.scope(),
                                now.createdAt(),
                                expiresAt,
                                status,
                                null,
                                now.depth(),
                                null,
                                now.agreed()));
    }

    void tool(String id, String application, Map<String, String> arguments, ToolLabel... labels) {
        var properties = new HashMap<String, Object>();
        arguments.forEach((name, type) -> properties.put(
                name,
                type.equals("array")
                        ? Map.of("type", "array", "items", Map.of("type", "string"))
                        : Map.of("type", type)));
        directory
                .catalogue()
                .apply(new CatalogEntry.Tool(
                        id,
                        1,
                        false,
                        id,
                        application,
                        Set.of(labels),
                        Map.of("type", "object", "properties", properties)));
    }

    /** The example catalogue that the product ships. */
    private void catalogue() {
        try {
            var mapper = EventJson.mapper();
            var example = mapper.readTree(exampleCatalogue().toFile());
            for (var kind : KINDS.entrySet()) {
                for (var entry : example.path(kind.getKey())) {
                    var whole = ((ObjectNode) entry).put("revision", 1).put("deleted", false);
                    directory.catalogue().apply(mapper.treeToValue(whole, kind.getValue()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of the checkout, from whichever module the test runs in. */
    private static Path exampleCatalogue() {
        var example = Path.of("deploy", "catalogue", "example.json");
        for (var at = Path.of("").toAbsolutePath(); at != null; at = at.getParent())
            if (Files.exists(at.resolve(example))) return at.resolve(example);
        throw new IllegalStateException(
                "no " + example + " above " + Path.of("").toAbsolutePath());
    }

    private void person(String name, String department, String role) {
        directory
                .identities()
                .apply(
                        id(name).value(),
                        IdentityState.person(id(name), name).employeeId(name).build());
        directory
                .access()
                .apply(
                        id(name).value(),
                        new AccessState(
                                id(name),
                                1,
                                false,
                                Employment.ACTIVE,
                                1,
                                Instant.EPOCH,
                                name,
                                new WorkerAttributes(
                                        name, "Example", name + "@acme.example", department, "Lead", "DE", null),
                                List.of(grant("employee"), grant(role))));
    }

    private static Grant grant(String role) {
        return new Grant(GrantId.next(), role, Grant.Kind.BIRTHRIGHT, NOW.minusSeconds(60), null, "birthright");
    }

    private void agent(String name, String owner, String purpose, Status status) {
        directory
                .identities()
                .apply(
                        id(name).value(),
                        IdentityState.agent(id(name), id(owner), name)
                                .status(status, null)
                                .platform("example")
                                .purpose(purpose)
                                .build());
    }

    /** Of finn to the agent researcher. @param wordedBy the agent, where its own client worded the task; null where finn did */
    void root(String name, String task, List<String> identifiers, IdentityId wordedBy, ToolScope... scope) {
        delegations
                .states()
                .apply(
                        "del_" + name,
                        new DelegationState(
                                delegationId(name),
                                1,
                                false,
                                SessionId.of(delegationId(name)),
                                null,
                                id("finn"),
                                id("researcher"),
                                task,
                                identifiers,
                                List.of(scope),
                                NOW.minusSeconds(60),
                                NOW.plusSeconds(3600),
                                DelegationState.Status.ACTIVE,
                                null,
                                1,
                                wordedBy,
                                null));
    }

    void delegation(String name, String parent, String delegator, String agent, List<ToolScope> scope) {
        delegation(name, parent, delegator, agent, scope, NOW.minusSeconds(60));
    }

    void delegation(
            String name, String parent, String delegator, String agent, List<ToolScope> scope, Instant createdAt) {
        var root = parent == null ? name : parent;
        delegations
                .states()
                .apply(
                        "del_" + name,
                        new DelegationState(
                                delegationId(name),
                                1,
                                false,
                                SessionId.of(delegationId(root)),
                                parent == null ? null : delegationId(parent),
                                id(delegator),
                                id(agent),
                                "example",
                                List.of(),
                                scope,
                                createdAt,
                                NOW.plusSeconds(3600),
                                DelegationState.Status.ACTIVE,
                                null,
                                parent == null ? 1 : 2,
                                null,
                                null));
    }

    /** The person who gave the task agrees to calls within the scope, by his client {@code console}, at the policies in force. */
    DelegationState agreement(String name, String task, ToolScope scope, String... policies) {
        var of = delegations.states().get("del_" + task).state();
        var root = delegations.states().get(of.session().value()).state();
        var kind = new AgreedKind(
                DecisionId.next(), List.of(policies), book.version(), List.of("to", "amount"), "console", null);
        var state = agreement(name, of, root.delegator(), scope, kind);
        delegations.states().apply("del_" + name, state);
        return state;
    }

    static DelegationState agreement(
            String name, DelegationState of, IdentityId delegator, ToolScope scope, AgreedKind kind) {
        return new DelegationState(
                delegationId(name),
                1,
                false,
                of.session(),
                of.delegation(),
                delegator,
                of.agent(),
                of.task(),
                List.of(),
                List.of(scope),
                NOW,
                NOW.plusSeconds(600),
                DelegationState.Status.ACTIVE,
                null,
                of.depth() + 1,
                null,
                kind);
    }

    /** What the risk job says of it, with nothing that it read or found. */
    static SessionRisk risk(SessionId session, Level level, String... rules) {
        var by = List.of(rules);
        return SessionRisk.untouched(session, 1, NOW.minusSeconds(10))
                .found(1 + level.ordinal() + by.size(), level, by, by);
    }
}
