package dev.mandate.arguments.schema;

/** Leads out of a compilation, and never out of this package. */
final class UnenforceableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Unenforceable why;

    UnenforceableException(String pointer, String message) {
        super(message, null, false, false);
        this.why = new Unenforceable(pointer, message);
    }

    Unenforceable why() {
        return why;
    }
}
