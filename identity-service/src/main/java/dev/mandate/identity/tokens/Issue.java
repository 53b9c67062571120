package dev.mandate.identity.tokens;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a grant gives.
 *
 * @param count how it is put on record; null for a person's sign-in, which is a fact of its own
 * @param refreshToken for the next one; null where there is none
 * @param idToken who signed in, for the application; null where it didn't ask
 * @param details what was granted of a task (RFC 9396 section 7); null where none was asked for
 * @param other what it is instead; null for an access token
 */
public record Issue(
        TokenContent content,
        @Nullable TokenCount count,
        @Nullable String refreshToken,
        @Nullable String idToken,
        @Nullable List<Map<String, Object>> details,
        @Nullable OtherToken other) {
    public Issue(
            TokenContent content, @Nullable TokenCount count, @Nullable String refreshToken, @Nullable String idToken) {
        this(content, count, refreshToken, idToken, null, null);
    }

    /** Bound to a delegation to which a person has just agreed. */
    public static Issue ofTask(TokenContent content, List<Map<String, Object>> details) {
        return new Issue(content, TokenCount.DELEGATED, null, null, details, null);
    }

    /** No access token, but this, of one that its client had. */
    public static Issue of(TokenContent content, OtherToken other) {
        return new Issue(content, TokenCount.NARROWED, null, null, null, other);
    }

    /** The same, by which its client gets others while the delegation lasts. */
    public Issue withRefreshToken(String next) {
        return new Issue(content, count, next, idToken, details, other);
    }

    /** Its token is not from before this, either. */
    Issue from(@Nullable Instant earliest) {
        return new Issue(content.from(earliest), count, refreshToken, idToken, details, other);
    }

    /** On these surfaces too. */
    Issue on(Map<String, String> surfaces) {
        return new Issue(content.on(surfaces), count, refreshToken, idToken, details, other);
    }

    static Issue signIn(TokenContent content) {
        return new Issue(content, null, null, null);
    }

    static Issue of(TokenCount count, TokenContent content) {
        return new Issue(content, count, null, null);
    }
}
