package dev.mandate.cli.traces;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mandate.events.cloudevents.EventJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

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
        var total = lines();
        var share = wanted == 0 || wanted > total ? total : wanted;
        var runs = new ArrayList<TraceRun>(share);
        try (var reader = open()) {
            var number = 0;
            var at = 0;
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                at++;
                if (line.isBlank()) continue;
                if ((long) number * share / total != (number + 1L) * share / total) runs.add(run(line, number + 1, at));
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

    private TraceRun run(String line, int number, int at) throws IOException {
        try {
            return TraceRun.of(EventJson.mapper().readTree(line), at);
        } catch (com.fasterxml.jackson.core.JsonProcessingException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    path.getFileName() + ", run " + number + " is not a recorded run: " + e.getMessage(), e);
        }
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
