package dev.mandate.audit.engine.sigma.reading;

/** Ends the reading of one document; the others are still read, so that all problems are told at once. */
public final class UnreadableRule extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient RuleProblem problem;

    public UnreadableRule(RuleProblem problem) {
        super(problem.toString(), null, false, false);
        this.problem = problem;
    }

    public RuleProblem problem() {
        return problem;
    }
}
