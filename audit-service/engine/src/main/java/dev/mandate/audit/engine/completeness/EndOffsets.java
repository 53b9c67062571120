package dev.mandate.audit.engine.completeness;

import dev.mandate.audit.engine.completeness.Inputs.End;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * Asks the broker where a consumer's partitions end, once a second, and ten times while a task holds records back; the thread that
 * polls doesn't wait for the answer. Open transactions count: one that was committed before the ask may still look open, since
 * a commit is answered before its end is written to the partitions.
 */
final class EndOffsets {
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration EVERY_WHILE_HELD_BACK = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Admin admin;
    private final Inputs inputs;
    private final InstantSource clock;
    private volatile boolean asking;
    private long began = System.nanoTime() - EVERY.toNanos();

    EndOffsets(Admin admin, Inputs inputs, InstantSource clock) {
        this.admin = admin;
        this.inputs = inputs;
        this.clock = clock;
    }

    void ask(Collection<TopicPartition> partitions) {
        if (asking || partitions.isEmpty()) return;
        var every = partitions.stream().anyMatch(inputs::holdsBackFor) ? EVERY_WHILE_HELD_BACK : EVERY;
        if (System.nanoTime() - began < every.toNanos()) return;
        began = System.nanoTime();
        asking = true;
        var ask = inputs.asking();
        var asked = clock.instant();
        var answers = admin.listOffsets(
                partitions.stream().collect(Collectors.toMap(Function.identity(), it -> OffsetSpec.latest())),
                new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED).timeoutMs((int) PATIENCE.toMillis()));
        for (var partition : partitions)
            answers.partitionResult(partition).whenComplete((end, failure) -> {
                // Where there is none the last answer stays, and grows old.
                if (failure == null) inputs.ends(partition, new End(ask, asked, end.offset()));
            });
        answers.all().whenComplete((ends, failure) -> asking = false);
    }
}
