package dev.mandate.authz.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.mandate.authz.engine.cedar.publish.Finding;
import dev.mandate.authz.engine.policytests.PolicyTests;
import dev.mandate.messaging.http.Problem;
import dev.mandate.messaging.publishing.Refusal;
import dev.mandate.messaging.publishing.http.RefusalProblem;
import jakarta.ws.rs.core.Response;
import java.util.List;

/**
 * A refused publication as RFC 9457 has it.
 *
 * @param findings file, line, column and message of each mistake
 * @param tests policy tests that fail
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record PolicyProblem(String type, String title, int status, List<Finding> findings, List<PolicyTests.Result> tests) {

    static Response response(Refusal refusal) {
        var problem = RefusalProblem.of("policies", refusal);
        return Response.status(problem.status())
                .type(Problem.MEDIA_TYPE)
                .entity(new PolicyProblem(
                        problem.type(),
                        problem.title(),
                        problem.status(),
                        refusal.findings(Finding.class),
                        refusal.tests(PolicyTests.Result.class)))
                .build();
    }
}
