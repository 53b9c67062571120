package dev.mandate.cli.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.cli.client.AdminApi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;

/** A Sigma file on its way to audit-service. */
final class RuleSubmission {
    private RuleSubmission() {}

    /** Tells every mistake and every failed test on a line of its own before the refusal itself. */
    static JsonNode send(AdminApi api, String path, Path file, String comment) {
        var submission = new HashMap<String, Object>();
        submission.put("sigma", read(file));
        if (!comment.isEmpty()) submission.put("comment", comment);
        var answer = api.offer(path, submission);
        tell(file, answer.body());
        return answer.orRefuse();
    }

    private static void tell(Path file, JsonNode answer) {
        for (var finding : answer.path("findings"))
            System.out.printf(
                    "%s:%d:%d: %s%n",
                    file,
                    finding.path("line").asInt(),
                    finding.path("column").asInt(),
                    finding.path("message").asText());
        for (var test : answer.path("tests"))
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
