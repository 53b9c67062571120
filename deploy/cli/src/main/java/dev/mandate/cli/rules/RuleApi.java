package dev.mandate.cli.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.cli.client.ApiClient;
import dev.mandate.cli.client.ApiClient.Answer;
import dev.mandate.cli.client.SignIn;
import dev.mandate.cli.running.Service;
import dev.mandate.cli.running.SystemOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The rule endpoints of audit-service, as the first-run administrator. */
final class RuleApi {
    private final ApiClient api;
    private final String token;

    RuleApi(SystemOptions options) {
        var system = options.system();
        this.api = new ApiClient(system.ports());
        this.token = new SignIn(api, system).admin();
    }

    JsonNode get(String path) {
        return api.get(Service.AUDIT, "/rules" + path, token).orRefuse();
    }

    JsonNode post(String path) {
        return api.post(Service.AUDIT, "/rules" + path, token, Map.of()).orRefuse();
    }

    JsonNode put(String path, long version) {
        return api.put(Service.AUDIT, "/rules" + path, token, Map.of("version", version))
                .orRefuse();
    }

    JsonNode delete(String path) {
        return api.delete(Service.AUDIT, "/rules" + path, token).orRefuse();
    }

    /** Every mistake and every failed test on a line of its own before the refusal itself. */
    JsonNode submit(String path, Path file, String comment) {
        var submission = new HashMap<String, Object>();
        submission.put("sigma", read(file));
        if (!comment.isEmpty()) submission.put("comment", comment);
        var answer = api.post(Service.AUDIT, "/rules" + path, token, submission);
        told(file, answer);
        return answer.orRefuse();
    }

    private static void told(Path file, Answer answer) {
        for (var finding : answer.body().path("findings"))
            System.out.printf(
                    "%s:%d:%d: %s%n",
                    file,
                    finding.path("line").asInt(),
                    finding.path("column").asInt(),
                    finding.path("message").asText());
        for (var test : answer.body().path("tests"))
            if (test.hasNonNull("message"))
                System.out.printf(
                        "%s: %s: %s%n",
                        file, test.path("test").asText(), test.path("message").asText());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
