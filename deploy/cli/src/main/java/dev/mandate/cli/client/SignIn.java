package dev.mandate.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.cli.client.ApiClient.Answer;
import dev.mandate.cli.running.Layout;
import dev.mandate.cli.running.MandateSystem;
import dev.mandate.cli.running.Secrets;
import dev.mandate.cli.running.Service;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/**
 * Tokens for everyone in the story: the first-run administrator, people through the organisation's own sign-in, agents with
 * their keys.
 */
public final class SignIn {
    /** The organisation's existing identity provider, as the demo plays it. */
    public static final String ISSUER = "https://sign-in.acme.example";

    private static final String TOKEN = "/oauth2/token";
    private static final String BEARER_ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private final ApiClient api;
    private final Layout layout;
    private final String issuer;
    private final SignedInPerson person;
    private final String adminSecret;

    public SignIn(ApiClient api, MandateSystem system) {
        this(api, system.layout(), system.ports().url(Service.IDENTITY));
    }

    /** @param issuer as identity-service names itself */
    public SignIn(ApiClient api, Layout layout, String issuer) {
        this.api = api;
        this.layout = layout;
        this.person = new SignedInPerson(api, layout);
        this.issuer = issuer;
        this.adminSecret = Secrets.of(layout).adminSecret();
    }

    /** A token of the first-run client {@code admin} with all scopes that it may have. */
    public String admin() {
        return client("admin", adminSecret);
    }

    /** The same with these scopes, separated by spaces. */
    public String admin(String scope) {
        return client("admin", adminSecret, Map.of("scope", scope));
    }

    /** Of whoever types commands: the person who signed in by {@code login}, else the first-run client. */
    public String operator() {
        return person.token().orElseGet(this::admin);
    }

    /** As {@link #operator()}, where the first-run client asks for just these scopes, separated by spaces. */
    public String operator(String scope) {
        return person.token().orElseGet(() -> admin(scope));
    }

    /** Of the person who signed in by {@code login}. @throws IllegalStateException where nobody has */
    public String myself() {
        return person.token()
                .orElseThrow(() -> new IllegalStateException("nobody is signed in; use `deploy/mandate login` first"));
    }

    /** A token of a client in its own right. */
    public String client(String id, String secret) {
        return client(id, secret, Map.of());
    }

    private String client(String id, String secret, Map<String, String> more) {
        var basic = Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(StandardCharsets.UTF_8));
        var parameters = new HashMap<>(more);
        parameters.put("grant_type", "client_credentials");
        return token(api.form(Service.IDENTITY, TOKEN, "Basic " + basic, parameters));
    }

    /** Tells identity-service to trust the organisation's sign-in, in the first hour; nothing changes where it already does. */
    public void registerIssuer(String adminToken) {
        var answer = api.post(
                        Service.IDENTITY,
                        "/issuers",
                        adminToken,
                        Map.of("issuer", ISSUER, "jwks", issuerKey().jwks(), "subjectClaim", "employeeId"))
                .orRefuse();
        if (answer.hasNonNull("proposal"))
            throw new IllegalStateException("the organisation's sign-in isn't trusted: "
                    + answer.path("says").asText());
    }

    public Answer tryPerson(String employeeId) {
        return tryPerson(employeeId, Map.of());
    }

    private Answer tryPerson(String employeeId, Map<String, String> more) {
        var parameters = new HashMap<>(more);
        parameters.put("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer");
        parameters.put("assertion", issuerKey().assertion(ISSUER, employeeId, issuer));
        return api.form(Service.IDENTITY, TOKEN, "", parameters);
    }

    /** A token with which a person approves what others propose; refused if he doesn't hold the role for it. */
    public String approver(String employeeId) {
        return token(tryPerson(employeeId, Map.of("scope", "proposals:read proposals:approve")));
    }

    /** A token with which a person says yes or no to single calls of agents. */
    public String answering(String employeeId) {
        return token(tryPerson(employeeId, Map.of("scope", "approvals:answer")));
    }

    /** A token with which this person also says to which calls like one he isn't asked any more, or is again. */
    public String agreeing(String employeeId) {
        return token(tryPerson(employeeId, Map.of("scope", "approvals:answer delegations:read delegations:write")));
    }

    /** A person's token, by the assertion of the organisation's sign-in. */
    public String person(String employeeId) {
        return token(tryPerson(employeeId));
    }

    public SigningKey agentKey(String agentName) {
        return SigningKey.keptIn(layout.data().resolve("agents").resolve(agentName + ".jwk"));
    }

    /** An agent's own token, or with a delegation one that is bound to it. */
    public Answer tryAgent(String agentName, String agentId, String delegation) {
        return tryAgent(agentName, agentId, delegation, Map.of());
    }

    /** @param more what the token is for, such as {@code resource} */
    public Answer tryAgent(String agentName, String agentId, String delegation, Map<String, String> more) {
        var parameters = new HashMap<>(agentProof(agentName, agentId));
        parameters.putAll(more);
        if (delegation.isEmpty()) {
            parameters.put("grant_type", "client_credentials");
        } else {
            parameters.put("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange");
            parameters.put("subject_token", delegation);
            parameters.put("subject_token_type", "urn:mandate:params:oauth:token-type:delegation");
        }
        return api.form(Service.IDENTITY, TOKEN, "", parameters);
    }

    /** How an agent shows who it is, once. */
    public Map<String, String> agentProof(String agentName, String agentId) {
        return Map.of(
                "client_assertion_type",
                BEARER_ASSERTION,
                "client_assertion",
                agentKey(agentName).assertion(agentId, agentId, issuer));
    }

    public String agent(String agentName, String agentId, String delegation) {
        return token(tryAgent(agentName, agentId, delegation));
    }

    private SigningKey issuerKey() {
        return SigningKey.keptIn(layout.data().resolve("sign-in.jwk"));
    }

    /**
     * The employee id of a person for whom a command signs in, as only the demo's own sign-in lets it; says so, since who reads along can't
     * tell it from him.
     */
    public static String played(JsonNode person) {
        var employee = person.path("employeeId").asText();
        System.err.println("mandate: plays " + person.path("displayName").asText(employee) + " (" + employee
                + "), whom the example organisation's sign-in vouches for; `me` is who signed in by login");
        return employee;
    }

    private static String token(Answer answer) {
        return answer.orRefuse().path("access_token").asText();
    }
}
