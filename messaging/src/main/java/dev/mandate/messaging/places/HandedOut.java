package dev.mandate.messaging.places;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Sees what a poll hands out, on the thread that polls. Made by Kafka's consumer. */
public final class HandedOut implements ConsumerInterceptor<Object, Object> {
    /** Of the consumer's settings, with the {@link Place} of its channel. */
    static final String PLACE = "mandate.place";

    private @Nullable Place place;

    @Override
    public void configure(Map<String, ?> settings) {
        place = (Place) settings.get(PLACE);
    }

    @Override
    public ConsumerRecords<Object, Object> onConsume(ConsumerRecords<Object, Object> records) {
        if (place != null) place.handed(records);
        return records;
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        // TakenPlaces knows what it asked for.
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
