package dev.mandate.messaging.http;

import org.jspecify.annotations.Nullable;

/** Ends a request with a {@link Problem}. Only for the HTTP edge: a refusal inside the domain is a value. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;
    private long retryAfterSeconds;

    public ProblemException(int status, String code, String title) {
        this(status, code, title, null, null);
    }

    public ProblemException(int status, String code, String title, @Nullable String field) {
        this(status, code, title, field, null);
    }

    public ProblemException(int status, String code, String title, @Nullable String field, @Nullable String detail) {
        super(title);
        this.problem = Problem.of(status, code, title, detail, field);
    }

    /** @param what for example {@code rule} */
    public static ProblemException unknown(String what, String name) {
        return new ProblemException(404, "unknown", "There is no " + what + " " + name + "; name another");
    }

    /** Says in {@code Retry-After} when it is worth while to ask again, in seconds. */
    public ProblemException retryAfter(long seconds) {
        retryAfterSeconds = seconds;
        return this;
    }

    /** Zero where nobody can say. */
    long retryAfterSeconds() {
        return retryAfterSeconds;
    }

    public Problem problem() {
        return problem;
    }
}
