package dev.mandate.messaging.publishing.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.mandate.messaging.http.Problem;
import dev.mandate.messaging.publishing.Refusal;
import java.util.List;
import java.util.Locale;

/**
 * A refusal as RFC 9457 has it: {@code urn:mandate:problem:<artifacts>-<reason>}.
 *
 * @param findings place and message of each mistake; absent without
 * @param tests those that fail; absent without
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RefusalProblem(String type, String title, int status, List<?> findings, List<?> tests) {
    /** @param artifacts what is published there, in the plural, for instance {@code policies} */
    public static RefusalProblem of(String artifacts, Refusal refusal) {
        var status =
                switch (refusal.reason()) {
                    case INVALID, TESTS_FAILED -> 422;
                    case FORBIDDEN -> 403;
                    case UNKNOWN -> 404;
                    case CONFLICT -> 409;
                };
        var code = artifacts + "-"
                + refusal.reason().name().toLowerCase(Locale.ROOT).replace('_', '-');
        var type = Problem.of(status, code, refusal.title(), null, null).type();
        return new RefusalProblem(type, refusal.title(), status, refusal.findings(), refusal.tests());
    }
}
