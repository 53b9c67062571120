package dev.mandate.identity.clients;

import com.nimbusds.jwt.JWTClaimsSet;
import java.util.Map;

/**
 * Whom a token lets act by it, where it says so: of whoever shows it, him alone. A token of ours for a task says it of its agent; one that says nothing
 * counts for whom it would count without this.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8693#section-4.4">RFC 8693 section 4.4, may_act</a>
 */
public final class MayAct {
    public static final String CLAIM = "may_act";

    private MayAct() {}

    /** @param client of this issuer's, whose id is its {@code sub} there */
    public static Map<String, Object> of(String issuer, String client) {
        return Map.of("iss", issuer, "sub", client);
    }

    /**
     * Whether a token lets this client act, as far as it says whom it does. What it says in another form than ours names nobody here.
     *
     * @param ours who we are; a name without an {@code iss} is one of ours too
     */
    public static boolean lets(JWTClaimsSet token, String ours, String client) {
        var said = token.getClaim(CLAIM);
        if (said == null) return true;
        if (!(said instanceof Map<?, ?> actor)) return false;
        var here = actor.get("iss") == null || ours.equals(actor.get("iss"));
        return here && client.equals(actor.get("sub"));
    }
}
