package dev.mandate.audit.publishing;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.mandate.audit.engine.sigma.correlation.RuleTests;
import dev.mandate.audit.engine.sigma.reading.RuleProblem;
import dev.mandate.messaging.http.Problem;
import java.util.List;
import java.util.Locale;

/** RFC 9457, with the place of each mistake and each test that failed. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record RefusedRule(String type, String title, int status, List<RuleProblem> findings, List<RuleTests.Failure> tests) {
    static RefusedRule of(Outcome.Refusal refusal) {
        var status =
                switch (refusal.kind()) {
                    case INVALID, TESTS_FAILED -> 422;
                    case UNKNOWN -> 404;
                    case CONFLICT -> 409;
                };
        var code = "rules-" + refusal.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
        var type = Problem.of(status, code, refusal.title(), null, null).type();
        return new RefusedRule(type, refusal.title(), status, refusal.findings(), refusal.tests());
    }
}
