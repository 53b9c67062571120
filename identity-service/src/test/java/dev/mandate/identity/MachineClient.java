package dev.mandate.identity;

import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;

/** A client that an administrator has registered, and that asks as itself by its secret. */
public record MachineClient(String id, String name, String secret) {
    public static MachineClient registered(String name, String... scopes) {
        var made = Api.body(Api.as(Api.admin())
                .body(Map.of("name", name, "scopes", List.of(scopes)))
                .post("/clients")
                .then()
                .statusCode(200));
        return new MachineClient(
                made.path("clientId").textValue(),
                name,
                made.path("clientSecret").textValue());
    }

    /** The answer to its question for a token. */
    public ValidatableResponse asks() {
        return Api.token(Api.form("client_credentials").auth().preemptive().basic(id, secret));
    }

    public String token() {
        return Api.accessToken(asks());
    }

    public MachineClient with(String otherSecret) {
        return new MachineClient(id, name, otherSecret);
    }
}
