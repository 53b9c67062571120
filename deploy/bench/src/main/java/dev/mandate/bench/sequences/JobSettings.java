package dev.mandate.bench.sequences;

import dev.mandate.audit.engine.commits.CommitPace;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;

/**
 * What each contender is started with, and by what all of them are configured: the risk job as it is shipped.
 *
 * @param kafka how to sign in
 * @param directory for its state
 */
record JobSettings(Properties kafka, Path directory) {
    private static final String KAFKA = "BENCH_KAFKA";
    private static final String DIRECTORY = "BENCH_DIRECTORY";
    private static final String PREFIX = "kafka-streams.";
    private static final Path SHIPPED = Path.of("audit-service", "src", "main", "resources", "application.properties");

    /** From the environment, where no other process can read the password. */
    static JobSettings given() throws IOException {
        var kafka = new Properties();
        kafka.load(new StringReader(System.getenv(KAFKA)));
        return new JobSettings(kafka, Path.of(System.getenv(DIRECTORY)));
    }

    static Map<String, String> environment(Map<String, Object> kafka, Path directory) {
        var all = new Properties();
        kafka.forEach((name, value) -> all.put(name, value.toString()));
        var text = new StringWriter();
        try {
            all.store(text, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.of(KAFKA, text.toString(), DIRECTORY, directory.toString());
    }

    /** Where brokers answer at once. */
    static Duration commitInterval() {
        return CommitPace.SOONEST;
    }

    int threads() throws IOException {
        return Integer.parseInt(shipped().getProperty("num.stream.threads"));
    }

    /** For Kafka Streams. */
    Properties streams(String application) throws IOException {
        var streams = shipped();
        streams.putAll(kafka);
        streams.put("application.id", application);
        streams.put("state.dir", directory.toString());
        return streams;
    }

    /** The settings of audit-service's risk job that don't depend on where it runs, from the checkout that is the working directory. */
    private static Properties shipped() throws IOException {
        var all = new Properties();
        try (var in = Files.newBufferedReader(SHIPPED)) {
            all.load(in);
        }
        var streams = new Properties();
        all.stringPropertyNames().stream()
                .filter(name -> name.startsWith(PREFIX) && !all.getProperty(name).contains("${"))
                .forEach(name -> streams.put(name.substring(PREFIX.length()), all.getProperty(name)));
        return streams;
    }
}
