package dev.mandate.identity.uses;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.internals.AutoOffsetResetStrategy;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UsesEndConsumerTest {
    private static final String TOPIC = "authz.decisions.v1";
    private static final TopicPartition EMPTIED = new TopicPartition(TOPIC, 0);
    private static final TopicPartition FULL = new TopicPartition(TOPIC, 1);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>(AutoOffsetResetStrategy.EARLIEST.name());
    private final UsesReading reading = new UsesReading();
    private Instant now = Instant.parse("2026-11-29T12:00:00Z");
    private final UsesEndConsumer end = new UsesEndConsumer(null, reading, () -> now);

    @BeforeEach
    void what_one_partition_had_is_gone_and_another_has_ten_records() {
        var none = new Node[0];
        consumer.updatePartitions(
                TOPIC,
                List.of(new PartitionInfo(TOPIC, 0, null, none, none), new PartitionInfo(TOPIC, 1, null, none, none)));
        consumer.assign(List.of(EMPTIED, FULL));
        consumer.updateBeginningOffsets(Map.of(EMPTIED, 7L, FULL, 0L));
        consumer.updateEndOffsets(Map.of(EMPTIED, 7L, FULL, 10L));
    }

    @Test
    void it_is_read_once_the_group_has_got_to_where_it_ended_at_the_first_look() {
        assertThat(end.isRead(consumer)).isFalse();
        consumer.updateEndOffsets(Map.of(FULL, 20L));
        consumer.commitSync(Map.of(FULL, new OffsetAndMetadata(9)));
        assertThat(end.isRead(consumer)).isFalse();
        consumer.commitSync(Map.of(FULL, new OffsetAndMetadata(10)));
        assertThat(end.isRead(consumer)).isTrue();
    }

    @Test
    void it_is_late_once_what_was_there_some_minutes_ago_is_not_known_to_have_been_read() {
        consumer.commitSync(Map.of(FULL, new OffsetAndMetadata(10)));
        assertThat(end.isRead(consumer)).isTrue();
        reading.ends();
        assertThat(reading.isLate(now)).isFalse();
        consumer.updateEndOffsets(Map.of(FULL, 20L));
        now = now.plusSeconds(60);
        assertThat(end.isRead(consumer)).as("what was there at the look before").isTrue();
        now = now.plusSeconds(180);
        assertThat(end.isRead(consumer)).isFalse();
        assertThat(reading.isLate(now)).isTrue();
        consumer.commitSync(Map.of(FULL, new OffsetAndMetadata(20)));
        assertThat(end.isRead(consumer)).isTrue();
        assertThat(end.isRead(consumer)).isTrue();
        assertThat(reading.isLate(now)).isFalse();
    }
}
