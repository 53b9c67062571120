package dev.mandate.gateway.sessions;

import java.security.SecureRandom;
import java.util.Base64;

/** What names a session, a question or a request that is held: nobody guesses one. */
public final class SessionIds {
    private static final int BYTES = 24;
    private static final SecureRandom RANDOM = new SecureRandom();

    private SessionIds() {}

    /** In letters that stand in headers and URLs. */
    public static String next() {
        var bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
