package dev.mandate.messaging.offsets;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Sees what a poll hands out, on the thread that polls. Made by Kafka's consumer. */
public final class PositionInterceptor implements ConsumerInterceptor<Object, Object> {
    /** Of the consumer's settings, with the {@link ChannelPosition} of its channel. */
    static final String POSITION = "mandate.position";

    private @Nullable ChannelPosition position;

    @Override
    public void configure(Map<String, ?> settings) {
        position = (ChannelPosition) settings.get(POSITION);
    }

    @Override
    public ConsumerRecords<Object, Object> onConsume(ConsumerRecords<Object, Object> records) {
        if (position != null) position.handed(records);
        return records;
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        // ProcessedOffsetsCommit knows what it asked for.
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
