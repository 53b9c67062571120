package dev.mandate.authz.organisation;

import dev.mandate.authz.engine.entities.Directory;
import dev.mandate.events.authz.DecisionEvent.Decided;
import dev.mandate.events.authz.Obligation;
import dev.mandate.events.cloudevents.EventFamily;
import dev.mandate.events.cloudevents.Receipt;
import dev.mandate.events.hr.WorkerAttributes;
import dev.mandate.events.identity.AgreedKind;
import dev.mandate.events.identity.ClientState;
import dev.mandate.events.identity.Constraint;
import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.identity.IdentityState.Kind;
import dev.mandate.events.identity.IdentityState.Status;
import dev.mandate.events.identity.KeyState;
import dev.mandate.events.identity.KnownDevice;
import dev.mandate.events.identity.ToolScope;
import dev.mandate.events.ids.DelegationId;
import dev.mandate.events.ids.GrantId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import dev.mandate.events.lifecycle.AccessState;
import dev.mandate.events.lifecycle.AccessState.Employment;
import dev.mandate.events.lifecycle.AttributeType;
import dev.mandate.events.lifecycle.CatalogEntry;
import dev.mandate.events.lifecycle.Grant;
import dev.mandate.events.lifecycle.MandateRole;
import dev.mandate.events.lifecycle.ResourceType;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.events.lifecycle.TrustedField;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** People, agents, delegations and a catalogue as their owners publish them. */
public final class Organisation implements AutoCloseable {
    public final Owners owners;
    public final Tokens tokens = new Tokens();
    private final AtomicLong revisions = new AtomicLong();

    public Organisation() {
        this(InstantSource.system());
    }

    /** @param clock of whoever goes by its owners' markers */
    public Organisation(InstantSource clock) {
        owners = new Owners(clock);
        owners.write(KeyState.FAMILY, tokens.published());
        role("employee");
        for (var role : List.of("sales", "finance", "support", "engineering")) role(role, "employee");
        role("night-shift");
        tool("crm.read_contact", "crm", ToolLabel.PRIVATE);
        tool("email.send", "mail", ToolLabel.EGRESS);
        tool("web.browse", "web", ToolLabel.UNTRUSTED);
        model("general-small", "general");
        model("general-large", "general");
        model("frontier-large", "frontier");
    }

    /** That takes any arguments. */
    public void tool(String id, String application, ToolLabel... labels) {
        Map<String, Object> any = Map.of("type", "object", "additionalProperties", true);
        owners.write(
                CatalogEntry.FAMILY, new CatalogEntry.Tool(id, next(), false, id, application, Set.of(labels), any));
    }

    /** That strangers write into, but for these fields of what it shows. */
    public void trusting(String id, String application, String... fields) {
        var trusted = Stream.of(fields).map(TrustedField::of).collect(Collectors.toSet());
        Map<String, Object> any = Map.of("type", "object", "additionalProperties", true);
        owners.write(
                CatalogEntry.FAMILY,
                new CatalogEntry.Tool(
                        id, next(), false, id, application, Set.of(ToolLabel.UNTRUSTED), any, null, trusted, null));
    }

    /** With an argument {@code to}, which policies see as a set of texts. */
    public void mailing(String id) {
        var texts = Map.<String, Object>of("type", "array", "items", Map.of("type", "string"));
        owners.write(
                CatalogEntry.FAMILY,
                new CatalogEntry.Tool(
                        id,
                        next(),
                        false,
                        id,
                        "crm",
                        Set.of(ToolLabel.PRIVATE),
                        Map.of("type", "object", "properties", Map.of("to", texts))));
    }

    public void payment(String id) {
        var amount = Map.<String, Object>of("amount", Map.of("type", "integer"));
        owners.write(
                CatalogEntry.FAMILY,
                new CatalogEntry.Tool(
                        id,
                        next(),
                        false,
                        id,
                        "payments",
                        Set.of(ToolLabel.MONEY),
                        Map.of("type", "object", "properties", amount)));
    }

    /** What others write: the risk job, an agent platform, another replica. */
    public <E> void told(EventFamily<E> family, E event) {
        owners.write(family, event);
    }

    /** What the platform tells that the decision was answered to. */
    public <E> void told(EventFamily<E> family, E event, Receipt receipt) {
        owners.write(family, event, receipt);
    }

    /** What another platform tells, by an account of its own that has the same rights. */
    public <E> void toldByAnotherPlatform(EventFamily<E> family, E event) {
        owners.writeByAnotherPlatform(family, event);
    }

    /** An application that keeps invoices, and whose client asks about them. */
    public void invoicing(String client) {
        var invoice = new ResourceType(
                "invoice",
                Set.of("view", "approve"),
                Map.of(
                        "amount",
                        AttributeType.LONG,
                        "department",
                        AttributeType.STRING,
                        "owner",
                        AttributeType.PERSON,
                        "labels",
                        AttributeType.STRINGS),
                Set.of("owner", "labels"),
                Set.of());
        owners.write(
                CatalogEntry.FAMILY,
                new CatalogEntry.Application("invoicing", next(), false, "Invoices", List.of(invoice), Set.of(client)));
    }

    /** An application that keeps just these, for which nobody has written a policy. */
    public void application(String id, String client, String type, String... actions) {
        var kept = new ResourceType(type, Set.of(actions), Map.of(), Set.of(), Set.of());
        owners.write(
                CatalogEntry.FAMILY,
                new CatalogEntry.Application(id, next(), false, id, List.of(kept), Set.of(client)));
    }

    public void withoutTool(String id) {
        owners.write(CatalogEntry.FAMILY, new CatalogEntry.Tool(id, next(), true, id, "crm", Set.of(), Map.of()));
    }

    public IdentityId person(String role) {
        var id = IdentityId.nextPerson();
        identity(id, Kind.PERSON, null, Status.ACTIVE, null);
        access(id, role, Employment.ACTIVE);
        return id;
    }

    public IdentityId agent(IdentityId owner) {
        var id = IdentityId.nextAgent();
        identity(id, Kind.AGENT, owner, Status.ACTIVE, null);
        return id;
    }

    /** Where there is no organisation, and no topic: known to this directory alone. */
    public static IdentityId agentIn(Directory directory, IdentityId owner) {
        var id = IdentityId.nextAgent();
        directory.identities().apply(id.value(), state(id, 1, Kind.AGENT, owner, Status.ACTIVE, null));
        return id;
    }

    public void identity(IdentityId id, Kind kind, IdentityId owner, Status status, Instant tokensVoidBefore) {
        owners.write(IdentityState.FAMILY, state(id, next(), kind, owner, status, tokensVoidBefore));
    }

    private static IdentityState state(
            IdentityId id, long revision, Kind kind, IdentityId owner, Status status, Instant tokensVoidBefore) {
        return IdentityState.of(id, kind, "Example")
                .revision(revision)
                .status(status, null)
                .owner(owner)
                .platform("example")
                .purpose("assistant")
                .tokensVoidBefore(tokensVoidBefore)
                .build();
    }

    /** What was told of a person's devices. */
    public void devices(IdentityId person, KnownDevice... devices) {
        owners.write(
                IdentityState.FAMILY,
                IdentityState.person(person, "Example")
                        .revision(next())
                        .devices(devices)
                        .build());
    }

    public void client(String id, ClientState.Status status) {
        owners.write(
                ClientState.FAMILY,
                new ClientState(
                        id,
                        next(),
                        false,
                        ClientState.Kind.CLIENT,
                        "Console",
                        status,
                        status == ClientState.Status.STOPPED ? "its secret was found" : null,
                        null));
    }

    /** Whom two people have made an approver of what reaches far. */
    public IdentityId approver() {
        var id = IdentityId.nextPerson();
        identity(id, Kind.PERSON, null, Status.ACTIVE, null);
        access(
                id,
                Employment.ACTIVE,
                new Grant(
                        GrantId.next(),
                        MandateRole.APPROVER.id(),
                        Grant.Kind.GRANTED,
                        Instant.EPOCH,
                        Instant.now().plusSeconds(3_600),
                        "approves"));
        return id;
    }

    public void access(IdentityId id, String role, Employment employment) {
        access(
                id,
                employment,
                new Grant(GrantId.next(), role, Grant.Kind.BIRTHRIGHT, Instant.EPOCH, null, "birthright"));
    }

    private void access(IdentityId id, Employment employment, Grant grant) {
        var attributes = new WorkerAttributes("Ada", "Example", "ada@acme.example", "Sales", "Lead", "DE", null);
        owners.write(
                AccessState.FAMILY,
                new AccessState(
                        id,
                        next(),
                        false,
                        employment,
                        1,
                        Instant.EPOCH,
                        id.value(),
                        attributes,
                        employment == Employment.ACTIVE ? List.of(grant) : List.of()));
    }

    public DelegationState delegation(IdentityId delegator, IdentityId agent, String... tools) {
        return task("example", delegator, agent, tools);
    }

    /** @param words in which the person said what the agent is to do */
    public DelegationState task(String words, IdentityId delegator, IdentityId agent, String... tools) {
        var scope = List.of(tools).stream()
                .map(tool -> new ToolScope(tool, List.of()))
                .toList();
        return limited(words, delegator, agent, scope);
    }

    /** One that names so many tools that none of them says by itself what is meant: the words do. */
    public DelegationState wideTask(String words, IdentityId delegator, IdentityId agent, String... tools) {
        return task(
                words,
                delegator,
                agent,
                Stream.concat(Stream.of(tools), Stream.of("some.a", "some.b", "some.c"))
                        .toArray(String[]::new));
    }

    /** With limits on what it names. */
    public DelegationState limited(String words, IdentityId delegator, IdentityId agent, List<ToolScope> scope) {
        var state = unpublished(words, delegator, agent, scope);
        publish(state);
        return state;
    }

    public void publish(DelegationState state) {
        owners.write(DelegationState.FAMILY, state);
    }

    /** Of which nobody has heard yet, though a token may say it. */
    public DelegationState unpublished(String words, IdentityId delegator, IdentityId agent, List<ToolScope> scope) {
        var id = DelegationId.next();
        var state = new DelegationState(
                id,
                next(),
                false,
                SessionId.of(id),
                null,
                delegator,
                agent,
                words,
                List.of(),
                scope,
                Instant.now(),
                Instant.now().plusSeconds(600),
                DelegationState.Status.ACTIVE,
                null,
                1,
                null,
                null);
        return state;
    }

    /** Who gave the task agrees to calls like this one, which waits for him: with its arguments, within these limits. */
    public DelegationState agreement(DelegationState task, Decided asked, Constraint... limits) {
        var policies = asked.obligations().stream().map(Obligation::policy).toList();
        var arguments = List.copyOf(asked.arguments().keySet());
        var state = new DelegationState(
                DelegationId.next(),
                next(),
                false,
                task.session(),
                task.delegation(),
                task.delegator(),
                task.agent(),
                task.task(),
                List.of(),
                List.of(new ToolScope(asked.tool(), List.of(limits))),
                Instant.now(),
                task.expiresAt(),
                DelegationState.Status.ACTIVE,
                null,
                2,
                null,
                new AgreedKind(asked.decision(), policies, asked.policyVersion(), arguments, "console", null));
        owners.write(DelegationState.FAMILY, state);
        return state;
    }

    public void revoke(DelegationState of) {
        owners.write(
                DelegationState.FAMILY,
                new DelegationState(
                        of.delegation(),
                        next(),
                        false,
                        of.session(),
                        of.parent(),
                        of.delegator(),
                        of.agent(),
                        of.task(),
                        List.of(),
                        of.scope(),
                        of.createdAt(),
                        of.expiresAt(),
                        DelegationState.Status.REVOKED,
                        null,
                        of.depth(),
                        null,
                        of.agreed()));
    }

    private void role(String id, String... inherits) {
        owners.write(CatalogEntry.FAMILY, new CatalogEntry.Role(id, next(), false, id, List.of(inherits), List.of()));
    }

    /** That whoever its tag is permitted to may use. */
    public void model(String id, String tag) {
        owners.write(CatalogEntry.FAMILY, new CatalogEntry.Model(id, next(), false, id, "example", Set.of(tag)));
    }

    /** Of what was written last. */
    public long revision() {
        return revisions.get();
    }

    private long next() {
        return revisions.incrementAndGet();
    }

    @Override
    public void close() {
        owners.close();
    }
}
