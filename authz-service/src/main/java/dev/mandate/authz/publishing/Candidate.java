package dev.mandate.authz.publishing;

import dev.mandate.authz.engine.cedar.PolicySet;
import dev.mandate.authz.engine.cedar.publish.Finding;
import dev.mandate.authz.engine.policies.ApplicationSchema;
import dev.mandate.authz.engine.policies.Compilation;
import dev.mandate.authz.engine.policies.PolicyBook;
import dev.mandate.authz.engine.policies.PolicySetVersion;
import dev.mandate.authz.engine.policytests.PolicyTests;
import dev.mandate.events.lifecycle.CatalogEntry.Application;
import dev.mandate.messaging.publishing.Refusal;
import dev.mandate.messaging.result.Result;
import java.util.Collection;
import java.util.List;

/**
 * A submission that is well formed, fits its schema and passes its own tests.
 *
 * @param set whose version it may become
 * @param json its policies in Cedar's JSON form
 */
public record Candidate(
        String set,
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
    static Result<Candidate, Refusal> check(String set, Submission submission, Collection<Application> applications) {
        var excess = submission.excess();
        if (excess != null) return Result.refused(Refusal.invalid("Send fewer or other files: " + excess, List.of()));
        var files = submission.policyFiles(set);
        var links = submission.templateLinks();
        // Publishing isn't about what applications keep.
        var extended =
                ApplicationSchema.of(files, links, set.equals(PolicySetVersion.GOVERNANCE) ? List.of() : applications);
        if (!extended.findings().isEmpty()) return invalid(extended.findings());
        return Compilation.of(set, set + "/candidate", extended.files(), links)
                .fold(compiled -> tested(set, submission, compiled), refused -> invalid(refused.findings()));
    }

    private static Result<Candidate, Refusal> tested(String set, Submission submission, Compilation.Compiled compiled) {
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
            return Result.refused(Refusal.testsFailed(
                    "Correct the policies or the tests that fail",
                    report.results().stream().filter(result -> !result.passed()).toList()));
        return Result.done(
                new Candidate(set, submission, version, compiled.json(), compiled.warnings(), report.results()));
    }

    private static Result<Candidate, Refusal> invalid(List<Finding> findings) {
        return Result.refused(Refusal.invalid("Correct what is wrong at these places", findings));
    }
}
