package dev.mandate.authz.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.mandate.authz.engine.cedar.publish.Finding;
import dev.mandate.authz.engine.policytests.PolicyTests;
import dev.mandate.authz.publishing.Outcome;
import dev.mandate.messaging.http.Problem;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;

/**
 * A refused publication as RFC 9457 has it.
 *
 * @param findings file, line, column and message of each mistake
 * @param tests policy tests that fail
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record PolicyProblem(String type, String title, int status, List<Finding> findings, List<PolicyTests.Result> tests) {

    static Response response(Outcome.Refusal refusal) {
        var status =
                switch (refusal.kind()) {
                    case INVALID, TESTS_FAILED -> 422;
                    case FORBIDDEN -> 403;
                    case UNKNOWN -> 404;
                    case CONFLICT -> 409;
                };
        var code = "policies-" + refusal.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
        var type = Problem.of(status, code, refusal.title(), null, null).type();
        return Response.status(status)
                .type(Problem.MEDIA_TYPE)
                .entity(new PolicyProblem(type, refusal.title(), status, refusal.findings(), refusal.tests()))
                .build();
    }
}
