package dev.mandate.audit.engine.sigma.reading;

/** Ends the reading of one document; the others are still read, so that all problems are told at once. */
final class UnreadableRule extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient RuleProblem problem;

    UnreadableRule(RuleProblem problem) {
        super(problem.toString(), null, false, false);
        this.problem = problem;
    }

    RuleProblem problem() {
        return problem;
    }
}
