package dev.mandate.identity;

import static org.awaitility.Awaitility.await;

import dev.mandate.events.lifecycle.MandateRole;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.util.Map;

/** Whoever may approve what is proposed. Signs in by the issuer of {@link Api#issuerIsRegistered()}. */
public final class Approver {
    public static final String SCOPES = "proposals:read proposals:approve";

    private Approver() {}

    /** A new one's token. */
    public static String token(String name) {
        return token(Workforce.joins(name));
    }

    public static String token(Workforce person) {
        person.holds(MandateRole.APPROVER, Instant.now().plusSeconds(3_600));
        return await().atMost(Topics.SOON)
                .until(
                        () -> Api.signIn(person, SCOPES),
                        answer -> answer.extract().statusCode() == 200)
                .extract()
                .path("access_token");
    }

    public static ValidatableResponse approves(String token, String proposal, String digest) {
        return Api.as(token)
                .body(Map.of("digest", digest))
                .post("/proposals/" + proposal + "/approve")
                .then();
    }
}
