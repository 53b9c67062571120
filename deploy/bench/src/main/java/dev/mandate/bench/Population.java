package dev.mandate.bench;

import dev.mandate.events.hr.WorkerAttributes;
import dev.mandate.events.identity.Constraint;
import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.identity.IdentityState.Kind;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An organisation of any size, one record at a time, as the owners of the streams publish it: people with ten roles each, agents
 * with a task of their owner, sub-agents with a part of that task.
 */
public final class Population {
    private static final int ROLES = 200;
    private static final int ROLES_EACH = 10;

    private final Instant now;
    private final Random random = new Random(4711);

    public Population(Instant now) {
        this.now = now;
    }

    /** The roles, and the tool {@code email.send} with the arguments {@code to}, {@code subject} and {@code amount}. */
    public List<CatalogEntry> catalogue() {
        var entries = new ArrayList<CatalogEntry>();
        for (int i = 0; i < ROLES; i++) entries.add(role("role" + i));
        for (var role : List.of("employee", "sales", "engineering")) entries.add(role(role));
        var properties = Map.of(
                "to", Map.of("type", "array", "items", Map.of("type", "string", "maxLength", 320)),
                "subject", Map.of("type", "string", "maxLength", 200),
                "amount", Map.of("type", "integer", "minimum", 0));
        entries.add(new CatalogEntry.Tool(
                "email.send",
                1,
                false,
                "email.send",
                "mail",
                Set.of(ToolLabel.EGRESS),
                Map.of("type", "object", "properties", properties, "additionalProperties", false)));
        return entries;
    }

    public static IdentityId person(int i) {
        return new IdentityId("per_" + i);
    }

    /** Acts for the person of this number, who also owns it, under {@link #task}. */
    public static IdentityId agent(int i) {
        return new IdentityId("agt_main" + i);
    }

    /** Acts for the agent of this number, under {@link #part}. */
    public static IdentityId subAgent(int i) {
        return new IdentityId("agt_sub" + i);
    }

    public static DelegationId task(int i) {
        return new DelegationId("del_task" + i);
    }

    public static DelegationId part(int i) {
        return new DelegationId("del_part" + i);
    }

    public IdentityState personIdentity(int i) {
        return identity(person(i), Kind.PERSON, null);
    }

    public IdentityState agentIdentity(int i) {
        return identity(agent(i), Kind.AGENT, person(i));
    }

    public IdentityState subAgentIdentity(int i) {
        return identity(subAgent(i), Kind.AGENT, person(i));
    }

    public AccessState access(int i) {
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
        return new AccessState(person(i), 1, false, Employment.ACTIVE, 1, Instant.EPOCH, "E" + i, attributes, grants);
    }

    public DelegationState taskDelegation(int i) {
        return delegation(task(i), null, task(i), person(i), agent(i), mails());
    }

    /** The same task with another tool, without limits. */
    public DelegationState taskDelegation(int i, String tool) {
        return delegation(task(i), null, task(i), person(i), agent(i), new ToolScope(tool, List.of()));
    }

    /** One that another person than its number's delegates. */
    public DelegationState taskDelegation(int i, String tool, IdentityId delegator) {
        return delegation(task(i), null, task(i), delegator, agent(i), new ToolScope(tool, List.of()));
    }

    public DelegationState partDelegation(int i) {
        return delegation(part(i), task(i), task(i), agent(i), subAgent(i), mails());
    }

    private static ToolScope mails() {
        var limit = new Constraint("amount", Constraint.Operator.AT_MOST, List.of("500"));
        return new ToolScope("email.send", List.of(limit));
    }

    private static CatalogEntry role(String id) {
        return new CatalogEntry.Role(id, 1, false, id, List.of(), List.of());
    }

    private Grant grant(String role, int i) {
        return new Grant(
                GrantId.next(), role, Grant.Kind.BIRTHRIGHT, now.minusSeconds(100_000L + i % 1000), null, "birthright");
    }

    private DelegationState delegation(
            DelegationId id,
            @Nullable DelegationId parent,
            DelegationId root,
            IdentityId delegator,
            IdentityId agent,
            ToolScope scope) {
        return new DelegationState(
                id,
                1,
                false,
                SessionId.of(root),
                parent,
                delegator,
                agent,
                "task",
                List.of(),
                List.of(scope),
                now.minusSeconds(60),
                now.plusSeconds(3600),
                DelegationState.Status.ACTIVE,
                null,
                parent == null ? 1 : 2,
                null,
                null);
    }

    private static IdentityState identity(IdentityId id, Kind kind, @Nullable IdentityId owner) {
        return IdentityState.of(id, kind, "Name of " + id.value())
                .employeeId(kind == Kind.PERSON ? "E" + id.value() : null)
                .owner(owner)
                .platform(kind == Kind.AGENT ? "example" : null)
                .purpose(kind == Kind.AGENT ? "assistant" : null)
                .build();
    }
}
