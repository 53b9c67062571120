package dev.mandate.cli.policies;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A directory as a submission: {@code *.cedar}, {@code schema.cedarschema} and {@code *.tests.yml}. */
final class PolicySetFiles {
    private static final String SCHEMA = "schema.cedarschema";

    private PolicySetFiles() {}

    static Map<String, Object> in(Path directory, String comment) {
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
