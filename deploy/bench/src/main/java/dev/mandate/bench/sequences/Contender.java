package dev.mandate.bench.sequences;

import dev.mandate.embedded.ChildJvm;
import dev.mandate.embedded.Platform;
import dev.mandate.events.topics.Account;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.kafka.clients.admin.Admin;

/**
 * A job that is measured, in a JVM of its own.
 *
 * @param group its consumer group
 * @param job its main class
 */
record Contender(String name, String group, Class<?> job, List<String> arguments) {
    private static final List<String> JVM = List.of("-Xmx1g", "-XX:+UseSerialGC");

    static Contender risk(String name, String rules) {
        var application = "audit-risk-" + rules;
        return new Contender(name, application, RiskJob.class, List.of(application, rules));
    }

    static Contender passThrough(String name, int oneOf) {
        var application = "audit-risk-pass" + oneOf;
        return new Contender(name, application, PassThroughJob.class, List.of(application, Integer.toString(oneOf)));
    }

    static Contender flink() {
        return new Contender("Flink CEP", FlinkJob.GROUP, FlinkJob.class, List.of());
    }

    Measured measure(Platform platform, Admin admin, int calls) throws Exception {
        var directory = Files.createTempDirectory("mandate-" + group);
        var log = directory.resolve("log");
        var kafka = platform.kafkaClientConfig(Account.AUDIT.userName());
        var arguments = new ArrayList<>(List.of("-cp", System.getProperty("java.class.path"), job.getName()));
        arguments.addAll(this.arguments);
        try (var jvm = ChildJvm.start(options(), arguments, JobSettings.environment(kafka, directory), log)) {
            return new Progress(admin, group, calls).await(jvm);
        } catch (IOException | IllegalStateException | NoSuchElementException e) {
            throw new IOException(name + ": " + e.getMessage() + " (its log: " + log + ")", e);
        }
    }

    /** More for a profiler, say, from the system property {@code sequences.jvm}. */
    private static List<String> options() {
        var options = new ArrayList<>(JVM);
        var more = System.getProperty("sequences.jvm", "");
        if (!more.isBlank()) options.addAll(List.of(more.split(" ", -1)));
        return options;
    }
}
