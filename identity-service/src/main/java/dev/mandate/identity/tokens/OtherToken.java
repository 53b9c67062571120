package dev.mandate.identity.tokens;

import dev.mandate.events.identity.TokenEvent;
import java.util.Optional;

/**
 * What an exchange gives that is no access token, though it is answered in one's place.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8693#section-2.2.1">RFC 8693 section 2.2.1, N_A</a>
 */
public interface OtherToken {
    /** {@code issued_token_type}. */
    String type();

    /** Whether the answer says how long it lasts and for which scopes it is, which of some kinds it doesn't. */
    boolean saysItsTerms();

    /** @param key thumbprint of the key that the request proved to have; empty where it proved none */
    AccessTokens.Signed sign(TokenContent content, Optional<String> key);

    /** What is put on record of it; empty where it is counted, as access tokens of machines are. */
    Optional<TokenEvent> fact(TokenContent content, AccessTokens.Signed signed);
}
