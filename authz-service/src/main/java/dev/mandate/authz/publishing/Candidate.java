package dev.mandate.authz.publishing;

import dev.mandate.authz.engine.cedar.PolicySet;
import dev.mandate.authz.engine.cedar.publish.Finding;
import dev.mandate.authz.engine.policies.ApplicationSchema;
import dev.mandate.authz.engine.policies.Compilation;
import dev.mandate.authz.engine.policies.PolicyBook;
import dev.mandate.authz.engine.policies.PolicySetVersion;
import dev.mandate.authz.engine.policytests.PolicyTests;
import dev.mandate.events.lifecycle.CatalogEntry.Application;
import java.util.Collection;
import java.util.List;

/**
 * A submission that is well formed, fits its schema and passes its own tests.
 *
 * @param json its policies in Cedar's JSON form
 */
public record Candidate(
        Submission submission,
        PolicySetVersion version,
        String json,
        List<Finding> warnings,
        List<PolicyTests.Result> tests) {

    /**
     * Takes milliseconds per policy; not for an event loop.
     *
     * @param applications of the catalogue, whose resources the policies may speak of
     */
    static Outcome<Candidate> check(String set, Submission submission, Collection<Application> applications) {
        var excess = submission.excess();
        if (excess != null) return Outcome.refused(Outcome.Kind.INVALID, "Send fewer or other files: " + excess);
        var files = submission.policyFiles(set);
        var links = submission.templateLinks();
        // Publishing isn't about what applications keep.
        var extended =
                ApplicationSchema.of(files, links, set.equals(PolicySetVersion.GOVERNANCE) ? List.of() : applications);
        if (!extended.findings().isEmpty()) return invalid(extended.findings());
        return Compilation.of(set, set + "/candidate", extended.files(), links)
                .fold(compiled -> tested(submission, compiled), refused -> invalid(refused.findings()));
    }

    private static Outcome<Candidate> tested(Submission submission, Compilation.Compiled compiled) {
        var version = compiled.version();
        for (var policy : version.policies())
            if (policy.id().contains("/"))
                return invalid(List.of(new Finding(
                        "policies",
                        1,
                        1,
                        "the policy id " + policy.id() + " has a slash, which parts set and policy")));
        var book = new PolicyBook(PolicySet.compile(version.policies()), version.name());
        var report = PolicyTests.run(submission.testFiles(), book);
        if (!report.findings().isEmpty()) return invalid(report.findings());
        if (!report.passed())
            return Outcome.refused(new Outcome.Refusal(
                    Outcome.Kind.TESTS_FAILED,
                    "Correct the policies or the tests that fail",
                    List.of(),
                    report.results().stream().filter(result -> !result.passed()).toList()));
        return Outcome.done(new Candidate(submission, version, compiled.json(), compiled.warnings(), report.results()));
    }

    private static Outcome<Candidate> invalid(List<Finding> findings) {
        return Outcome.refused(new Outcome.Refusal(
                Outcome.Kind.INVALID, "Correct what is wrong at these places", findings, List.of()));
    }
}
