package dev.mandate.messaging.offsets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ChannelPositionTest {
    private static final TopicPartition PARTITION = new TopicPartition("facts", 0);

    private final ChannelPosition position = new ChannelPosition();

    private void poll(long next, long... offsets) {
        var records = LongStream.of(offsets)
                .mapToObj(offset -> new ConsumerRecord<Object, Object>("facts", 0, offset, null, null))
                .toList();
        position.handed(new ConsumerRecords<>(
                records.isEmpty() ? Map.of() : Map.of(PARTITION, List.copyOf(records)),
                Map.of(PARTITION, new OffsetAndMetadata(next))));
    }

    private Long after(Long taken) {
        return position.after(PARTITION, taken).map(OffsetAndMetadata::offset).orElse(null);
    }

    @Test
    void behind_the_last_record_it_goes_on_behind_the_end_of_its_transaction() {
        poll(12, 9, 10);
        assertThat(after(9L)).isEqualTo(10);
        assertThat(after(10L)).isEqualTo(12);
    }

    @Test
    void an_end_of_a_transaction_that_comes_alone_is_passed_once_all_before_it_is_taken() {
        poll(11, 9, 10);
        poll(14);
        assertThat(after(9L)).isEqualTo(10);
        assertThat(after(10L)).isEqualTo(14);
    }

    @Test
    void nothing_that_was_handed_out_and_is_not_taken_is_ever_passed() {
        poll(12, 9, 10);
        poll(16, 13, 14);
        assertThat(after(10L)).isEqualTo(11);
        assertThat(after(null)).isNull();
    }

    @Test
    void where_nothing_was_handed_out_since_it_was_assigned_ends_of_transactions_are_passed() {
        poll(12);
        assertThat(after(null)).isEqualTo(12);
    }

    @Test
    void a_partition_that_was_revoked_begins_anew() {
        poll(12, 9, 10);
        position.forget(List.of(PARTITION));
        assertThat(after(10L)).isNull();
        poll(12);
        assertThat(after(null)).isEqualTo(12);
    }
}
