package dev.mandate.audit.engine.completeness;

import java.time.Instant;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Tells the next stage up to when this task has got everything of all tasks of the stage before, and has sent what came of it. */
public final class PassMarks<I, O> extends ContextualProcessor<byte[], I, byte[], @Nullable O> {
    private final Marks marks;
    private Instant told = Instant.EPOCH;
    private int partition;

    /** @param partitions of the stage before */
    public PassMarks(int partitions) {
        marks = new Marks(partitions);
    }

    @Override
    public void init(ProcessorContext<byte[], @Nullable O> context) {
        super.init(context);
        partition = context.taskId().partition();
    }

    @Override
    public void process(Record<byte[], I> record) {
        Mark.of(record)
                .flatMap(marks::take)
                .filter(until -> until.isAfter(told))
                .ifPresent(until -> {
                    told = until;
                    context().forward(new Mark(partition, until).record(record.timestamp()));
                });
    }
}
