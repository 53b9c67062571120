package dev.mandate.audit.engine.sigma;

import java.util.List;
import java.util.function.Function;

/** What became of a set of rule files: all of them compiled, or none and the reasons. */
public sealed interface Compilation {
    <T> T fold(Function<RuleBook, T> compiled, Function<List<RuleProblem>, T> refused);

    /** @throws RefusedRules with every problem, one a line */
    default RuleBook orThrow() {
        return fold(book -> book, problems -> {
            throw new RefusedRules(problems);
        });
    }

    record Compiled(RuleBook book) implements Compilation {
        @Override
        public <T> T fold(Function<RuleBook, T> compiled, Function<List<RuleProblem>, T> refused) {
            return compiled.apply(book);
        }
    }

    /** @param problems at most one a document, in the order of the files */
    record Refused(List<RuleProblem> problems) implements Compilation {
        public Refused {
            problems = List.copyOf(problems);
        }

        @Override
        public <T> T fold(Function<RuleBook, T> compiled, Function<List<RuleProblem>, T> refused) {
            return refused.apply(problems);
        }
    }
}
