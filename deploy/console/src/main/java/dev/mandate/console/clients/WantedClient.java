package dev.mandate.console.clients;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What a form says of a client.
 *
 * @param authentication {@code client_secret_basic} for a secret instead of its keys, {@code private_key_jwt} for these keys, empty for what it has
 * @param keys a JWK set as it was typed; may be empty
 * @param idTokens empty for what it has
 * @param reason may be empty
 */
public record WantedClient(
        String name,
        List<String> grants,
        List<String> back,
        String authentication,
        String keys,
        String idTokens,
        boolean withoutPkce,
        boolean claimsInIdToken,
        String reason) {
    /** What it is, so that nothing is otherwise. */
    static WantedClient of(Clients.Client now) {
        return new WantedClient(
                now.name(),
                List.copyOf(now.grants()),
                now.back(),
                "",
                "",
                now.idTokens(),
                now.withoutPkce(),
                now.claimsInIdToken(),
                "");
    }

    /**
     * Of identity-service's {@code PATCH /clients/{id}}, what is otherwise than it is; empty where nothing is.
     *
     * @throws IllegalArgumentException in words, where the keys are none
     */
    Map<String, Object> beside(Clients.Client now) {
        var body = new LinkedHashMap<String, Object>();
        if (!name.equals(now.name())) body.put("name", name);
        if (!new TreeSet<>(grants).equals(new TreeSet<>(now.grants()))) body.put("grantTypes", grants);
        if (!new TreeSet<>(back).equals(new TreeSet<>(now.back()))) body.put("redirectUris", back);
        if (!authentication.isEmpty()) body.put("authentication", authentication);
        if (keys.strip().startsWith("https://")) body.put("jwksUri", keys.strip());
        else {
            var set = ClientForm.keys(keys);
            if (set != null) body.put("jwks", set);
        }
        if (now.isApplication()) {
            if (!idTokens.isEmpty() && !idTokens.equals(now.idTokens())) body.put("idTokenSignedResponseAlg", idTokens);
            if (withoutPkce != now.withoutPkce()) body.put("withoutPkce", withoutPkce);
            if (claimsInIdToken != now.claimsInIdToken()) body.put("claimsInIdToken", claimsInIdToken);
        }
        if (!body.isEmpty() && !reason.isEmpty()) body.put("reason", reason);
        return body;
    }
}
