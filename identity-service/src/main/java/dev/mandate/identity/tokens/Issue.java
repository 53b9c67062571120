package dev.mandate.identity.tokens;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a grant gives.
 *
 * @param count how it is put on record; null for a person's sign-in, which is a fact of its own
 * @param refreshToken for the next one; null where there is none
 * @param idToken who signed in, for the application; null where it didn't ask
 */
public record Issue(
        TokenContent content,
        @Nullable TokenCount count,
        @Nullable String refreshToken,
        @Nullable String idToken) {
    /** Its token is not from before this, either. */
    Issue from(@Nullable Instant earliest) {
        return new Issue(content.from(earliest), count, refreshToken, idToken);
    }

    static Issue signIn(TokenContent content) {
        return new Issue(content, null, null, null);
    }

    static Issue of(TokenCount count, TokenContent content) {
        return new Issue(content, count, null, null);
    }
}
