package dev.mandate.cli.traces;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.mandate.events.cloudevents.EventJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Recorded runs as JSON lines, compressed if the name ends in {@code .gz}. */
public record TraceFile(Path path) {
    /**
     * The runs, in the file's order. A part is spread evenly over the file, so that it has something of everything that the
     * file has, and is the same each time.
     *
     * @param wanted how many, 0 for all
     * @throws IllegalArgumentException naming the line that is not a run
     */
    public List<TraceRun> runs(int wanted) throws IOException {
        return runs(wanted, line -> {
            throw new IllegalArgumentException(line);
        });
    }

    /**
     * The same of a file in which some lines are none.
     *
     * @param unread is told of each line that is not a run, and why; it is passed over
     */
    public List<TraceRun> runs(int wanted, Consumer<String> unread) throws IOException {
        var all = wanted == 0;
        var total = all ? 0 : lines();
        var share = Math.min(wanted, total);
        var runs = new ArrayList<TraceRun>();
        try (var reader = open()) {
            var number = 0;
            var at = 0;
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                at++;
                if (line.isBlank()) continue;
                if (all || (long) number * share / total != (number + 1L) * share / total) {
                    var run = run(line, at, unread);
                    if (run != null) runs.add(run);
                }
                number++;
            }
        }
        return runs;
    }

    private int lines() throws IOException {
        try (var reader = open()) {
            return (int) reader.lines().filter(line -> !line.isBlank()).count();
        }
    }

    private @Nullable TraceRun run(String line, int at, Consumer<String> unread) throws IOException {
        String why;
        try {
            return TraceRun.of(EventJson.mapper().readTree(line), at);
        } catch (JsonProcessingException e) {
            why = e.getOriginalMessage();
        } catch (IllegalArgumentException e) {
            why = e.getMessage();
        }
        unread.accept(path.getFileName() + ", line " + at + " is not a recorded run: " + why);
        return null;
    }

    private BufferedReader open() throws IOException {
        var bytes = Files.newInputStream(path);
        try {
            var plain = path.toString().endsWith(".gz") ? new GZIPInputStream(bytes, 1 << 16) : bytes;
            return new BufferedReader(new InputStreamReader(plain, UTF_8), 1 << 16);
        } catch (IOException e) {
            bytes.close();
            throw e;
        }
    }
}
