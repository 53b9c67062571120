package dev.mandate.cli.policies;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.cli.client.AdminApi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A directory on its way to authz-service: {@code *.cedar}, {@code schema.cedarschema} and {@code *.tests.yml}. */
public final class PolicySetSubmission {
    private static final String SCHEMA = "schema.cedarschema";

    private PolicySetSubmission() {}

    /** Tells every mistake and every failed test on a line of its own before the refusal itself. */
    static JsonNode send(AdminApi api, String path, Path directory, String comment) {
        var answer = api.offer(path, in(directory, comment));
        tell(answer.body());
        return answer.orRefuse();
    }

    private static void tell(JsonNode answer) {
        for (var finding : answer.path("findings"))
            System.out.printf(
                    "%s:%d:%d: %s%n",
                    finding.path("file").asText(),
                    finding.path("line").asInt(),
                    finding.path("column").asInt(),
                    finding.path("message").asText());
        for (var test : answer.path("tests"))
            if (test.hasNonNull("problem"))
                System.out.printf(
                        "%s: %s: %s (got %s by %s)%n",
                        test.path("file").asText(),
                        test.path("name").asText(),
                        test.path("problem").asText(),
                        test.path("decision").asText(),
                        test.path("policies"));
    }

    /** As it is sent. */
    public static Map<String, Object> in(Path directory, String comment) {
        var submission = new HashMap<String, Object>();
        submission.put("files", named(directory, ".cedar"));
        submission.put("tests", named(directory, ".tests.yml"));
        if (Files.exists(directory.resolve(SCHEMA))) submission.put("schema", read(directory.resolve(SCHEMA)));
        if (!comment.isEmpty()) submission.put("comment", comment);
        return submission;
    }

    private static List<Map<String, String>> named(Path directory, String ending) {
        var found = new ArrayList<Map<String, String>>();
        try (var files = Files.list(directory)) {
            files.filter(file -> file.getFileName().toString().endsWith(ending))
                    .sorted()
                    .forEach(file -> found.add(Map.of("name", file.getFileName().toString(), "text", read(file))));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + directory, e);
        }
        return found;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
