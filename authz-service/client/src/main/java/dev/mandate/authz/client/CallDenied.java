package dev.mandate.authz.client;

/** The call was not made. The message says why and what would change it, for a model and its person. */
public class CallDenied extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Decision decision;

    CallDenied(Decision decision, String message) {
        super(message);
        this.decision = decision;
    }

    static CallDenied of(String tool, Decision decision) {
        var failure = decision.failure();
        var why = failure == null ? decision.explanation() : failure.message();
        var id = decision.id().isEmpty() ? "" : " Decision " + decision.id() + ".";
        return new CallDenied(decision, "Not done: " + tool + " is not allowed. " + why + id);
    }

    /** The answer, with remedies; its {@code failure} says so where there was none. */
    public Decision decision() {
        return decision;
    }
}
