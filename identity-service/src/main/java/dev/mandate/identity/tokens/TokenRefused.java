package dev.mandate.identity.tokens;

import com.nimbusds.oauth2.sdk.ErrorObject;

/**
 * The token endpoint says no.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-5.2">RFC 6749 section 5.2</a>
 */
final class TokenRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorObject error;

    TokenRefused(ErrorObject error, String description) {
        super(description);
        this.error = error.setDescription(description);
    }

    ErrorObject error() {
        return error;
    }
}
