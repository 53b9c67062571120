package dev.mandate.audit.publishing;

import dev.mandate.audit.engine.calls.FieldValues;
import dev.mandate.audit.engine.calls.RiskFields;
import dev.mandate.audit.engine.sigma.correlation.RuleBook;
import dev.mandate.audit.engine.sigma.correlation.RuleTests;
import dev.mandate.audit.engine.sigma.correlation.types.Rule;
import dev.mandate.audit.engine.sigma.reading.Compilation;
import dev.mandate.audit.engine.sigma.reading.RuleFile;
import dev.mandate.audit.engine.sigma.reading.RuleProblem;
import dev.mandate.audit.engine.sigma.reading.RuleWarnings;
import dev.mandate.events.risk.RuleState;
import dev.mandate.messaging.names.NearName;
import dev.mandate.messaging.publishing.Refusal;
import dev.mandate.messaging.result.Result;
import java.util.List;

/**
 * A text that may become a version.
 *
 * @param book the rule, with those that it refers to
 * @param name Sigma's {@code name}, else the id
 * @param tests how many it carries; all passed
 * @param warnings what is probably misspelt in it
 */
record Candidate(RuleBook book, Rule rule, String name, int tests, String sigma, List<RuleProblem> warnings) {
    private static final String FILE = "rule.yml";

    static Result<Candidate, Refusal> check(String sigma) {
        if (sigma.length() > RuleState.MAX_TEXT)
            return invalid("Shorten the text to " + RuleState.MAX_TEXT + " characters", List.of());
        return Compilation.of(List.of(new RuleFile(FILE, sigma)), RiskFields.NAMES)
                .fold(
                        book -> check(book, sigma),
                        problems -> invalid("Correct the rule where it says so, and publish it again", problems));
    }

    private static Result<Candidate, Refusal> check(RuleBook book, String sigma) {
        if (book.rules().size() != 1)
            return invalid(
                    "Publish one rule that raises findings at a time, with those it refers to; this text has "
                            + book.rules().size(),
                    List.of());
        var rule = book.rules().get(0);
        if (!RuleState.ID.matcher(rule.id()).matches())
            return invalid("Call it by an id of letters, digits, '.', '_' and '-', at most 64", List.of());
        List<RuleTests.Failure> failed;
        try {
            failed = RuleTests.run(book);
        } catch (RuntimeException | StackOverflowError e) {
            return invalid("Simplify the rule; it fails while it judges its own tests: " + e, List.of());
        }
        if (!failed.isEmpty())
            return Result.refused(Refusal.testsFailed("Make the rule and its x-tests agree", failed));
        return Result.done(new Candidate(book, rule, book.nameOf(rule), RuleTests.count(book), sigma, warnings(sigma)));
    }

    /** Of a text that compiles. */
    static List<RuleProblem> warnings(String sigma) {
        return RuleWarnings.of(List.of(new RuleFile(FILE, sigma)), FieldValues.WORDS, NearName::misspelt);
    }

    private static Result<Candidate, Refusal> invalid(String title, List<RuleProblem> problems) {
        return Result.refused(Refusal.invalid(title, problems));
    }
}
