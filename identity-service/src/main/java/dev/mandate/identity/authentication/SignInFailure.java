package dev.mandate.identity.authentication;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Somebody isn't let in. Why is on record and not said.
 *
 * @param delay how long to wait before another attempt is looked at; null where none is asked for
 */
public record SignInFailure(Kind kind, @Nullable Duration delay) {
    public enum Kind {
        /** Name, password or code is wrong, or the passkey's signature. */
        WRONG,
        /** Too many were wrong; this one wasn't looked at. */
        TOO_MANY,
        /** Too many sign in at this moment. */
        BUSY,
        /** It is too long ago that his password was right, or it was another browser's. */
        STALE
    }

    static final SignInFailure WRONG = new SignInFailure(Kind.WRONG, null);
    static final SignInFailure STALE = new SignInFailure(Kind.STALE, null);
    static final SignInFailure BUSY = new SignInFailure(Kind.BUSY, Duration.ofSeconds(5));

    static SignInFailure tooMany(Duration wait) {
        return new SignInFailure(Kind.TOO_MANY, wait.plusMillis(999));
    }
}
