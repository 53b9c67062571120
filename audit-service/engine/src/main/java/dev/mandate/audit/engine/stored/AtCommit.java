package dev.mandate.audit.engine.stored;

import java.util.function.Consumer;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;
import org.apache.kafka.streams.processor.internals.ProcessorNode;
import org.apache.kafka.streams.processor.internals.ProcessorRecordContext;

/** Forwards from a processor while its task commits, as Kafka Streams' own caches do: no record is at work then, and no processor. */
public final class AtCommit<K, V> {
    private static final int NOWHERE = -1;

    private final InternalProcessorContext<K, V> context;
    private final ProcessorNode<?, ?, ?, ?> node;

    private AtCommit(InternalProcessorContext<K, V> context) {
        this.context = context;
        this.node = context.currentNode();
    }

    /** @param context that a processor begins with */
    public static <K, V> AtCommit<K, V> by(ProcessorContext<K, V> context) {
        return new AtCommit<>((InternalProcessorContext<K, V>) context);
    }

    /** @param step is given what takes the records that go on from the processor */
    @SuppressWarnings("NullAway") // Kafka's own contract: no topic while it commits
    public void forwards(Consumer<Consumer<Record<K, V>>> step) {
        var at = context.currentNode();
        var record = context.recordContext();
        context.setCurrentNode(node);
        context.setRecordContext(
                new ProcessorRecordContext(context.currentSystemTimeMs(), NOWHERE, NOWHERE, null, new RecordHeaders()));
        try {
            step.accept(context::forward);
        } finally {
            context.setCurrentNode(at);
            context.setRecordContext(record);
        }
    }
}
