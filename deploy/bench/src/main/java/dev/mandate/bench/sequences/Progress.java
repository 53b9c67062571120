package dev.mandate.bench.sequences;

import dev.mandate.embedded.ChildJvm;
import dev.mandate.events.topics.TopicCatalogue;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Watches from outside what a job has committed, the same way for each. */
final class Progress {
    private static final Duration LIMIT = Duration.ofMinutes(3);
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
            if (read >= calls && warmAt > 0 && allRead(committed))
                return Measured.of(calls, calls - warmCalls, now - warmAt, cpu.minus(warmCpu));
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

    private boolean allRead(Map<TopicPartition, Long> committed) throws ExecutionException, InterruptedException {
        var wanted = committed.keySet().stream().collect(Collectors.toMap(each -> each, each -> OffsetSpec.latest()));
        var ends = admin.listOffsets(wanted).all().get();
        return committed.entrySet().stream().allMatch(entry -> {
            var end = ends.get(entry.getKey());
            return end != null && entry.getValue() >= end.offset();
        });
    }
}
