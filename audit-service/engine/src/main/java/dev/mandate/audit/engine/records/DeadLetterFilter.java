package dev.mandate.audit.engine.records;

import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Tells what {@link Guarded} kept from what its stage made: their headers differ, which filters don't see. */
public final class DeadLetterFilter extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
    private final boolean wanted;

    /** @param wanted the letters, or all else */
    public DeadLetterFilter(boolean wanted) {
        this.wanted = wanted;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        if (Guarded.isDeadLetter(record) == wanted) context().forward(record);
    }
}
