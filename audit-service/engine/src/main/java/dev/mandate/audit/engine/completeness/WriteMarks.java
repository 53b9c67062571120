package dev.mandate.audit.engine.completeness;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mandate.audit.engine.commits.CommitPace;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.CompleteUntil;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Writes, as the owner of a state topic does, until when this task's partition of it is complete. */
public final class WriteMarks<I> extends ContextualProcessor<byte[], I, byte[], byte[]> {
    private final String source;
    private final Marks marks;
    private final CommitPace commits;
    private final Consumer<ProcessorContext<?, ?>> before;
    private Instant told = Instant.EPOCH;

    /**
     * @param source of the markers
     * @param partitions of the stage before
     * @param before writes what the task has kept of what a marker vouches for, so that whoever reads it has that already
     */
    public WriteMarks(String source, int partitions, CommitPace commits, Consumer<ProcessorContext<?, ?>> before) {
        this.source = source;
        this.commits = commits;
        this.before = before;
        this.marks = new Marks(partitions);
    }

    @Override
    public void process(Record<byte[], I> record) {
        Mark.of(record)
                .flatMap(marks::take)
                .filter(until -> until.isAfter(told))
                .ifPresent(until -> {
                    told = until;
                    before.accept(context());
                    var wire = CloudEventCodec.encode(source, context().taskId().partition(), new CompleteUntil(until));
                    var headers = new RecordHeaders();
                    wire.headers().forEach((name, value) -> headers.add(name, value.getBytes(UTF_8)));
                    context().forward(new Record<>(wire.key(), wire.value(), record.timestamp(), headers));
                    commits.worked(context());
                });
    }

    /** A marker goes to the partition that it is about, which its key ends with. */
    public static StreamPartitioner<byte[], byte[]> ownPartition() {
        return new StreamPartitioner<>() {
            @Override
            public Optional<Set<Integer>> partitions(String topic, byte[] key, byte[] value, int partitions) {
                var text = new String(key, UTF_8);
                return Optional.of(Set.of(Integer.parseInt(text.substring(CompleteUntil.KEY_PREFIX.length()))));
            }
        };
    }
}
