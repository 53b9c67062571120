package dev.mandate.bench.sequences;

import dev.mandate.embedded.ChildJvm;
import dev.mandate.events.topics.TopicCatalogue;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Watches from outside what a job has committed, the same way for each. */
final class Progress {
    private static final Duration LIMIT = Duration.ofMinutes(10);
    /** One after the other: what each reads was written by the one before. */
    private static final int STAGES = 3;

    private static final long LOOK_MILLIS = 50;

    private final Admin admin;
    private final String group;
    private final int calls;

    Progress(Admin admin, String group, int calls) {
        this.admin = admin;
        this.group = group;
        this.calls = calls;
    }

    /** Returns when the job has committed all that it has to read, internal topics too. */
    Measured await(ChildJvm job) throws ExecutionException, InterruptedException, IOException {
        long limit = System.nanoTime() + LIMIT.toNanos();
        long warmAt = 0;
        long warmCalls = 0;
        var warmCpu = Duration.ZERO;
        var ends = Map.<TopicPartition, Long>of();
        int stages = 0;
        while (System.nanoTime() < limit) {
            var committed = committed();
            long now = System.nanoTime();
            long read = calls(committed);
            var cpu = job.cpu(); // fails if the job has ended
            if (warmAt == 0 && read >= Measured.WARM * calls) {
                warmAt = now;
                warmCalls = read;
                warmCpu = cpu;
            }
            if (read >= calls && warmAt > 0 && reached(committed, ends)) {
                if (stages++ == STAGES) return Measured.of(calls, calls - warmCalls, now - warmAt, cpu.minus(warmCpu));
                ends = ends(committed.keySet());
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        throw new IllegalStateException(group + " has read only " + calls(committed()) + " of " + calls);
    }

    private Map<TopicPartition, Long> committed() throws ExecutionException, InterruptedException {
        return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().entrySet().stream()
                .filter(entry -> entry.getValue() != null)
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().offset()));
    }

    private static long calls(Map<TopicPartition, Long> committed) {
        return committed.entrySet().stream()
                .filter(entry -> entry.getKey().topic().equals(TopicCatalogue.AGENT_ACTIONS.name()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** A job that idles writes too, so that it need not be at the very end at once. */
    private static boolean reached(Map<TopicPartition, Long> committed, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> committed.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }

    private Map<TopicPartition, Long> ends(Set<TopicPartition> read) throws ExecutionException, InterruptedException {
        var wanted = read.stream().collect(Collectors.toMap(each -> each, each -> OffsetSpec.latest()));
        return admin.listOffsets(wanted).all().get().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, end -> end.getValue().offset()));
    }
}
