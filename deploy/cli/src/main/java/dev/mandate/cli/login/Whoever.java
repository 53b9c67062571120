package dev.mandate.cli.login;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.mandate.cli.client.ApiClient;
import dev.mandate.cli.running.Service;
import dev.mandate.events.cloudevents.PlainJson;
import java.text.ParseException;
import java.util.Arrays;
import java.util.List;

/**
 * Who is signed in, and what he may do.
 *
 * @param user as the OpenID provider tells it, plain
 * @param scopes of his token
 */
record Whoever(JsonNode user, List<String> scopes, String acr) {
    static Whoever of(ApiClient api, String token) {
        var user = PlainJson.of(
                api.get(Service.IDENTITY, "/oauth2/userinfo", token).orRefuse());
        try {
            JWTClaimsSet claims = SignedJWT.parse(token).getJWTClaimsSet();
            var scopes = Arrays.asList(claims.getStringClaim("scope").split(" "));
            var acr = claims.getStringClaim("acr");
            return new Whoever(user, scopes, acr == null ? "" : acr);
        } catch (ParseException e) {
            throw new IllegalStateException("not an access token of Mandate's", e);
        }
    }

    String words() {
        return user.path("name").asText(user.path("sub").asText()) + " ("
                + user.path("preferred_username").asText("no employee number") + ", "
                + user.path("sub").asText() + "), signed in with "
                + (acr.endsWith(":mfa") ? "two factors" : "a password alone") + ", " + role() + ".";
    }

    private String role() {
        if (scopes.contains("identities:write")) return "an administrator of Mandate";
        return scopes.contains("proposals:approve") ? "an approver of Mandate" : "without a role in Mandate itself";
    }
}
