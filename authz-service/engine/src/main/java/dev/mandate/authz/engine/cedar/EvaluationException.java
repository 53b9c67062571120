package dev.mandate.authz.engine.cedar;

/**
 * An error of the Cedar language, such as a missing attribute or an overflow. The engine skips the policy that hits it
 * and reports it in the {@link Answer}; nothing else is caught, so a failing {@link Entities} fails the decision.
 */
public final class EvaluationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public EvaluationException(String message) {
        // No stack trace: this is an outcome of a decision, and may be as frequent as decisions are.
        super(message, null, false, false);
    }
}
