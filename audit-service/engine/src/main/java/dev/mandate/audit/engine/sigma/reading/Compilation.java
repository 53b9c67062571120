package dev.mandate.audit.engine.sigma.reading;

import dev.mandate.audit.engine.sigma.correlation.RuleBook;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** What became of a set of rule files: all of them compiled, or none and the reasons. */
public sealed interface Compilation {
    /** As {@link #of(Collection, Set)}, with any field name allowed. */
    static Compilation of(Collection<RuleFile> files) {
        return of(files, Set.of());
    }

    /**
     * Compiles all files together: a correlation may refer to a rule of another file.
     *
     * @param fields names that rules may use, so that a misspelt field is refused and does not silently match nothing;
     *     {@code input.*} allows everything below {@code input}; empty allows any name
     */
    static Compilation of(Collection<RuleFile> files, Set<String> fields) {
        return new RuleBookCompiler(new FieldNames(fields), false).compile(files);
    }

    /**
     * The same of rules that count already: what only the specification's schemas refuse, of keys on which nothing here depends, ends none of them,
     * since a version that refuses more than the one before would else look away from what that one found.
     */
    static Compilation ofTaken(Collection<RuleFile> files, Set<String> fields) {
        return new RuleBookCompiler(new FieldNames(fields), true).compile(files);
    }

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
