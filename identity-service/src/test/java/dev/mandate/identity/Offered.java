package dev.mandate.identity;

import io.restassured.response.ValidatableResponse;
import java.util.Map;

/** An offer to answer for an agent, and whom it asks. */
record Offered(String id, Workforce to, Api.Agent agent) {
    static Offered to(Workforce person, Api.Agent agent, String token) {
        var offer = Api.body(made(person, agent, token, Map.of()).statusCode(200));
        return new Offered(offer.path("offer").textValue(), person, agent);
    }

    static ValidatableResponse made(Workforce person, Api.Agent agent, String token, Map<String, Object> more) {
        var body = new java.util.HashMap<>(more);
        body.put("to", person.id().value());
        return Api.as(token)
                .body(body)
                .post("/agents/" + agent.id() + "/offers")
                .then();
    }

    /** By whom it asks, with a token that he gets now. */
    ValidatableResponse accepted() {
        return acceptedWith(Api.accessToken(Api.signIn(to))).statusCode(200);
    }

    ValidatableResponse acceptedWith(String token) {
        return does("accept", token);
    }

    ValidatableResponse does(String act, String token) {
        return Api.as(token).post("/offers/" + id + "/" + act).then();
    }
}
