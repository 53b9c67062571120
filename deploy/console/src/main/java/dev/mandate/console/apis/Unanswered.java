package dev.mandate.console.apis;

/** A service is away, or answers otherwise than it should. */
public final class Unanswered extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Api api;

    /** @param what it did, for the log */
    Unanswered(Api api, String what) {
        super(api + " " + what);
        this.api = api;
    }

    public Api api() {
        return api;
    }
}
