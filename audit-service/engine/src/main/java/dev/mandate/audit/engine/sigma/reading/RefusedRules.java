package dev.mandate.audit.engine.sigma.reading;

import java.util.List;
import java.util.stream.Collectors;

/** Thrown where rules or pipelines that can't be read must stop what is done with them. */
public final class RefusedRules extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<RuleProblem> problems;

    public RefusedRules(List<RuleProblem> problems) {
        super(problems.stream().map(RuleProblem::toString).collect(Collectors.joining("\n")));
        this.problems = problems;
    }

    public List<RuleProblem> problems() {
        return problems;
    }
}
