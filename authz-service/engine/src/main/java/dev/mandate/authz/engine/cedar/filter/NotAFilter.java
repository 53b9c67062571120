package dev.mandate.authz.engine.cedar.filter;

/** What policies say can't be told as a {@link Condition}; each resource has to be asked about. */
public final class NotAFilter extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean large;

    private NotAFilter(String message, boolean large) {
        super(message, null, false, false);
        this.large = large;
    }

    /** @param what the grammar has no word for, as the end of "it looks at" */
    public static NotAFilter lookingAt(String what) {
        return new NotAFilter("looks at " + what, false);
    }

    static NotAFilter large() {
        return new NotAFilter("makes the condition larger than " + Conditions.MOST + " bytes", true);
    }

    /** It could be told, were it smaller. */
    public boolean isLarge() {
        return large;
    }

    /** Such as {@code looks at what is known of the person or agent in owner}. */
    public String what() {
        return String.valueOf(getMessage());
    }
}
