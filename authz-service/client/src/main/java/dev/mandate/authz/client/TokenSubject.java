package dev.mandate.authz.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Base64;

/**
 * Who acts by a token, as it says itself: the service checks it.
 *
 * @param session whose replica is asked; empty where the token is bound to no task
 */
record TokenSubject(String type, String id, String session) {
    private static final String AGENT = "agt_";
    private static final String WORKLOAD = "wkl_";

    private static String typeOf(String id) {
        if (id.startsWith(AGENT)) return "agent";
        return id.startsWith(WORKLOAD) ? "workload" : "person";
    }

    /** @throws IllegalArgumentException for what is no token that says who acts */
    static TokenSubject of(String token) {
        var parts = token.split("\\.", -1);
        if (parts.length != 3)
            throw new IllegalArgumentException("the token is no JWT, so that it doesn't say who acts");
        JsonNode claims;
        try {
            claims = Transport.JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException("the token can't be read"); // without its text
        }
        var actor = claims.path("act").path("sub").asText("");
        var id = actor.isEmpty() ? claims.path("sub").asText("") : actor;
        if (id.isEmpty()) throw new IllegalArgumentException("the token doesn't say who acts");
        return new TokenSubject(typeOf(id), id, claims.path("session_id").asText(""));
    }
}
