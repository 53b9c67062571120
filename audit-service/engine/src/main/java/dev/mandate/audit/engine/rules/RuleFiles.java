package dev.mandate.audit.engine.rules;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mandate.audit.engine.sigma.reading.RuleFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads rule files, in the order of their names. */
final class RuleFiles {
    private static final long MAX_BYTES = 1024 * 1024;

    private RuleFiles() {}

    /** Those that come with the service, by the list in {@code rules.index}: a class path has no directories to look into. */
    static List<RuleFile> builtIn() {
        return resource("/rules.index")
                .lines()
                .filter(name -> !name.isBlank())
                .map(name -> new RuleFile(name, resource("/rules/" + name)))
                .toList();
    }

    /** @throws IOException if the directory or a file in it can't be read, or is larger than 1 MiB */
    static List<RuleFile> in(Path directory) throws IOException {
        var files = new ArrayList<RuleFile>();
        for (var path : paths(directory)) {
            if (Files.size(path) > MAX_BYTES) throw new IOException(path.getFileName() + " is larger than 1 MiB");
            files.add(new RuleFile(path.getFileName().toString(), Files.readString(path)));
        }
        return files;
    }

    /** Changes when a file comes, goes or is written. */
    static String stamp(Path directory) throws IOException {
        var stamp = new StringBuilder();
        for (var path : paths(directory))
            stamp.append(path.getFileName())
                    .append(' ')
                    .append(Files.getLastModifiedTime(path))
                    .append(' ')
                    .append(Files.size(path))
                    .append('\n');
        return stamp.toString();
    }

    private static List<Path> paths(Path directory) throws IOException {
        try (var entries = Files.list(directory)) {
            return entries.filter(path -> path.toString().matches(".*\\.ya?ml") && Files.isRegularFile(path))
                    .sorted()
                    .toList();
        }
    }

    private static String resource(String name) {
        try (InputStream in = RuleFiles.class.getResourceAsStream(name)) {
            if (in == null) throw new IllegalStateException("the service was built without " + name);
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
