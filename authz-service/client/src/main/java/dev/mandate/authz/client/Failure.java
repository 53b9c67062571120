package dev.mandate.authz.client;

import java.time.Duration;

/**
 * Why there is no answer, so that the answer is no.
 *
 * @param status of the HTTP response; 0 where none came
 * @param requestId {@code X-Request-ID} of the last attempt; empty if nothing was sent
 * @param retryAfter how long the service asks to wait; zero where it doesn't say
 */
public record Failure(Kind kind, int status, String message, String requestId, Duration retryAfter) {
    Failure(Kind kind, int status, String message, String requestId) {
        this(kind, status, message, requestId, Duration.ZERO);
    }

    /** What to do about it differs by kind. */
    public enum Kind {
        /** No answer came in time; asking again may help. */
        TIMEOUT,
        /** No replica could be reached; asking again may help. */
        UNREACHABLE,
        /** More is being asked at once than was meant to be; asking later may help. */
        BUSY,
        /** The service took the question for a wrong one, or the asker for one who may not ask. Asking again doesn't help. */
        REFUSED,
        /** What came back is no answer. */
        UNREADABLE,
        /** There was no token to ask with. */
        NO_TOKEN,
        /** It was allowed if something is done that the asker doesn't say he can do. */
        OBLIGATION,
        /** A question before it in the batch settled the matter, so that this one was not decided. */
        NOT_ASKED
    }

    static Failure unsent(Kind kind, String message) {
        return new Failure(kind, 0, message, "");
    }
}
