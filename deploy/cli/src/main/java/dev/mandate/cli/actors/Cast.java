package dev.mandate.cli.actors;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.cli.client.ApiClient;
import dev.mandate.cli.client.SignIn;
import dev.mandate.cli.policies.PolicySetSubmission;
import dev.mandate.cli.running.Layout;
import dev.mandate.cli.running.Service;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Who acts in the story, and what they do at identity-service and lifecycle-service. */
public final class Cast {
    private final ApiClient api;
    private final SignIn signIn;
    private final Await await;
    private String admin;
    private Instant adminUntil;
    private final Approvers approvers;

    public Cast(ApiClient api, SignIn signIn, Layout layout) {
        this(api, signIn, layout, Await.patiently());
    }

    public Cast(ApiClient api, SignIn signIn, Layout layout, Await await) {
        this.await = await;
        this.api = api;
        this.signIn = signIn;
        this.approvers = new Approvers(api, signIn, layout);
        this.admin = signIn.admin();
        this.adminUntil = Instant.now().plusSeconds(120);
    }

    /** A token of the first-run administrator, renewed well before it ends. */
    public String admin() {
        if (Instant.now().isAfter(adminUntil)) {
            admin = signIn.admin();
            adminUntil = Instant.now().plusSeconds(120);
        }
        return admin;
    }

    /** Appoints two people who approve what the first client may not do alone later. */
    public void appointApprovers(String one, String other) {
        approvers.appointOnce(this, one, other);
    }

    public SignIn signIn() {
        return signIn;
    }

    public JsonNode worker(String employeeId) {
        return first(api.get(Service.LIFECYCLE, "/workers?employeeId=" + employeeId, admin())
                .body());
    }

    public JsonNode identityOf(String employeeId) {
        return first(api.get(Service.IDENTITY, "/identities?employeeId=" + employeeId, admin())
                .body());
    }

    /** The identity id of an employee, awaited, since HR's event may still be on its way. */
    public String person(String employeeId) {
        return await.until(() -> identityOf(employeeId), found -> found.has("identity"))
                .path("identity")
                .asText();
    }

    /** Awaited, since what is told of him later may be on its way: that somebody works here again, or that what was told late is outdated. */
    private String tokenOf(String employeeId) {
        return await.until(() -> signIn.tryPerson(employeeId), answer -> answer.status() == 200)
                .orRefuse()
                .path("access_token")
                .asText();
    }

    /** A person registers an agent of his own, with a key of its own; returns its id. */
    public String agent(String name, String ownerEmployeeId) {
        var owner = person(ownerEmployeeId);
        return register(tokenOf(ownerEmployeeId), name, owner).path("id").asText();
    }

    /** The administrator registers an agent for a person, who answers for it once he has accepted the offer in the answer. */
    public JsonNode agentFor(String name, String ownerEmployeeId) {
        return register(admin(), name, person(ownerEmployeeId));
    }

    /** The person answers for the agent from now on. */
    public JsonNode accept(String employeeId, String offer) {
        return api.post(Service.IDENTITY, "/offers/" + offer + "/accept", tokenOf(employeeId), Map.of())
                .orRefuse();
    }

    /** Of what the person is offered, the offer of this agent, awaited; missing if none comes. */
    public JsonNode offerOf(String agent, String employeeId) {
        var token = tokenOf(employeeId);
        return await.until(
                        () -> api.get(Service.IDENTITY, "/offers?agent=" + agent, token)
                                .orRefuse(),
                        found -> found.path("items").has(0))
                .path("items")
                .path(0);
    }

    private JsonNode register(String token, String name, String owner) {
        return api.create(
                        Service.IDENTITY,
                        "/agents",
                        token,
                        Map.of(
                                "name",
                                name,
                                "owner",
                                owner,
                                "platform",
                                "demo",
                                "purpose",
                                "assistant",
                                "jwks",
                                signIn.agentKey(name).jwks(),
                                "delegators",
                                "EVERYBODY"))
                .orRefuse();
    }

    /** Adds to the catalogue what an import may hold. */
    public void register(Map<String, Object> catalogue) {
        approvers.settled(Service.LIFECYCLE, api.post(Service.LIFECYCLE, "/catalog/import", admin(), catalogue));
    }

    /** Puts the policies of a directory in force as this set, once authz-service knows what they speak of. */
    public void inForce(String set, Path directory) {
        var policies = PolicySetSubmission.in(directory, "");
        var published = await.until(
                        () -> api.post(Service.AUTHZ, "/policies/" + set + "/versions", admin(), policies),
                        answer -> answer.status() != 422)
                .orRefuse();
        approvers.settled(
                Service.AUTHZ,
                api.put(
                        Service.AUTHZ,
                        "/policies/" + set + "/active",
                        admin(),
                        Map.of("version", published.at("/version/version").asLong())));
    }

    /** The token of a new client that may ask about anyone, and its id. */
    public Application application(String name) {
        return client(name, "decisions:gateway");
    }

    /** Token of an identity provider that keeps people here by SCIM. */
    public String directory(String name) {
        return client(name, "scim:write").token();
    }

    private Application client(String name, String scope) {
        var client = approvers
                .settled(
                        Service.IDENTITY,
                        api.create(
                                Service.IDENTITY, "/clients", admin(), Map.of("name", name, "scopes", List.of(scope))))
                .body();
        var id = client.path("clientId").asText();
        return new Application(id, signIn.client(id, client.path("clientSecret").asText()));
    }

    /** @param token of its own client */
    public record Application(String client, String token) {}

    /** Gives a person a role for a month, besides those of the department. */
    public void grant(String person, String role, String reason) {
        var until = Instant.now().plus(Duration.ofDays(30));
        var grant = Map.of("identity", person, "role", role, "reason", reason, "until", until);
        api.create(Service.LIFECYCLE, "/grants", admin(), grant).orRefuse();
    }

    public JsonNode agentState(String agent) {
        return api.get(Service.IDENTITY, "/agents/" + agent, admin()).body();
    }

    public ApiClient.Answer tryDelegate(
            String token,
            String agent,
            String task,
            List<Map<String, Object>> scope,
            Duration life,
            Map<String, Object> more) {
        var body = new HashMap<String, Object>(more);
        body.put("agent", agent);
        body.put("task", task);
        body.put("scope", scope);
        body.put("expiresAt", Instant.now().plus(life));
        return api.create(Service.IDENTITY, "/delegations", token, body);
    }

    /** Delegates, and gives the agent its token. */
    public Session delegate(
            String token, String agentName, String agent, String task, List<Map<String, Object>> scope, Duration life) {
        return delegate(token, agentName, agent, task, scope, life, Map.of());
    }

    /** As above; {@code more} are further members of the delegation. */
    public Session delegate(
            String token,
            String agentName,
            String agent,
            String task,
            List<Map<String, Object>> scope,
            Duration life,
            Map<String, Object> more) {
        return open(tryDelegate(token, agent, task, scope, life, more).orRefuse(), agentName, agent);
    }

    /** Hands part of a task on to a sub-agent, with the delegation-bound token of the first. */
    public Session handOn(
            Session parent, String agentName, String agent, List<Map<String, Object>> scope, Duration life) {
        var made = tryDelegate(parent.token(), agent, "part of it", scope, life, Map.of("parent", parent.delegation()));
        return open(made.orRefuse(), agentName, agent);
    }

    public static Map<String, Object> tool(String tool) {
        return Map.of("tool", tool, "constraints", List.of());
    }

    public static Map<String, Object> tool(String tool, String argument, String operator, String... values) {
        return Map.of(
                "tool",
                tool,
                "constraints",
                List.of(Map.of("argument", argument, "operator", operator, "values", List.of(values))));
    }

    private Session open(JsonNode delegation, String agentName, String agent) {
        var id = delegation.path("delegation").asText();
        return new Session(delegation.path("session").asText(), id, signIn.agent(agentName, agent, id));
    }

    private static JsonNode first(JsonNode body) {
        if (body.isArray()) return body.path(0);
        for (var name : List.of("items", "workers", "identities", "agents"))
            if (body.has(name)) return body.path(name).path(0);
        return body;
    }
}
