package dev.mandate.cli.policies;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.cli.client.ApiClient;
import dev.mandate.cli.client.ApiClient.Answer;
import dev.mandate.cli.client.SignIn;
import dev.mandate.cli.running.Service;
import dev.mandate.cli.running.SystemOptions;
import java.util.Map;

/** The policy endpoints of authz-service, as the first-run administrator. */
final class PolicyApi {
    private final ApiClient api;
    private final String token;

    PolicyApi(SystemOptions options) {
        var system = options.system();
        this.api = new ApiClient(system.ports());
        this.token = new SignIn(api, system).admin();
    }

    JsonNode get(String path) {
        return api.get(Service.AUTHZ, "/policies" + path, token).orRefuse();
    }

    JsonNode post(String path, Object body) {
        return told(api.post(Service.AUTHZ, "/policies" + path, token, body));
    }

    JsonNode put(String path, long version) {
        return told(api.put(Service.AUTHZ, "/policies" + path, token, Map.of("version", version)));
    }

    JsonNode delete(String path) {
        return told(api.delete(Service.AUTHZ, "/policies" + path, token));
    }

    /** Every mistake and every failed test on a line of its own before the refusal itself. */
    private static JsonNode told(Answer answer) {
        for (var finding : answer.body().path("findings"))
            System.out.printf(
                    "%s:%d:%d: %s%n",
                    finding.path("file").asText(),
                    finding.path("line").asInt(),
                    finding.path("column").asInt(),
                    finding.path("message").asText());
        for (var test : answer.body().path("tests"))
            if (test.hasNonNull("problem"))
                System.out.printf(
                        "%s: %s: %s (got %s by %s)%n",
                        test.path("file").asText(),
                        test.path("name").asText(),
                        test.path("problem").asText(),
                        test.path("decision").asText(),
                        test.path("policies"));
        return answer.orRefuse();
    }
}
