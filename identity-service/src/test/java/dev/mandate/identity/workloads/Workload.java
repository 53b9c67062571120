package dev.mandate.identity.workloads;

import dev.mandate.events.identity.ClientState;
import dev.mandate.identity.Api;
import dev.mandate.identity.Topics;
import dev.mandate.identity.Workforce;
import io.restassured.response.ValidatableResponse;
import java.util.HashMap;
import java.util.Map;

/** A workload as its owner, administrators and it itself deal with it. */
public record Workload(String id) {
    public static final Map<String, String> WHY = Map.of("reason", "for the test");

    /** Registered by the owner himself. */
    public static Workload of(String ownersToken, Map<String, Object> more) {
        return new Workload(
                registered(ownersToken, more).statusCode(200).extract().path("id"));
    }

    public static Workload inUse(String ownersToken) {
        var workload = of(ownersToken, Map.of());
        workload.does("activate", ownersToken).statusCode(200);
        return workload;
    }

    public static ValidatableResponse registered(String token, Map<String, Object> more) {
        var body = new HashMap<String, Object>(
                Map.of("name", "Invoice batch", "purpose", "invoices", "kind", "SERVICE", "environment", "production"));
        body.putAll(more);
        return Api.as(token).body(body).post("/workloads").then();
    }

    public static String tokenOf(Workforce person) {
        return Api.accessToken(Api.signIn(person));
    }

    public ValidatableResponse does(String act, String token) {
        return Api.as(token).body(WHY).post("/workloads/" + id + "/" + act).then();
    }

    public ValidatableResponse seen() {
        return Api.as(Api.admin()).get("/workloads/" + id).then();
    }

    public ValidatableResponse makesSecret(String token, Map<String, Object> body) {
        return Api.as(token).body(body).post("/workloads/" + id + "/secrets").then();
    }

    public String secret(String token) {
        return makesSecret(token, Map.of()).statusCode(200).extract().path("secret");
    }

    public ValidatableResponse asks(String secret) {
        return Api.token(Api.form("client_credentials").auth().preemptive().basic(id, secret));
    }

    /** Whoever reads of clients refuses a token that it has got. */
    public void hasNoMore(String token) {
        var issuedAt = Api.claims(token).getIssueTime().toInstant();
        Topics.awaitOn(ClientState.FAMILY, it -> it.client().equals(id) && it.voids(issuedAt));
    }
}
