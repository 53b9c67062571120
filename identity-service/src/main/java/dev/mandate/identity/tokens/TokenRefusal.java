package dev.mandate.identity.tokens;

import dev.mandate.identity.clients.AssertionRefusal;

/**
 * The token endpoint says no.
 *
 * @param why for the developer of the client; holds nothing of what was presented but names
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-5.2">RFC 6749 section 5.2</a>
 */
record TokenRefusal(Kind kind, String why) {
    enum Kind {
        INVALID_REQUEST,
        INVALID_CLIENT,
        INVALID_GRANT,
        INVALID_SCOPE,
        UNSUPPORTED_GRANT_TYPE
    }

    static TokenRefusal request(String why) {
        return new TokenRefusal(Kind.INVALID_REQUEST, why);
    }

    static TokenRefusal client(String why) {
        return new TokenRefusal(Kind.INVALID_CLIENT, why);
    }

    static TokenRefusal client(AssertionRefusal refused) {
        return client(refused.why());
    }

    static TokenRefusal grant(String why) {
        return new TokenRefusal(Kind.INVALID_GRANT, why);
    }

    static TokenRefusal grant(AssertionRefusal refused) {
        return grant(refused.why());
    }

    static TokenRefusal scope(String why) {
        return new TokenRefusal(Kind.INVALID_SCOPE, why);
    }
}
