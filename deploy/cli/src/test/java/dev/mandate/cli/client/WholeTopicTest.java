package dev.mandate.cli.client;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WholeTopicTest {
    private static final TopicPartition FIRST = new TopicPartition("audit.checkpoints.v1", 0);
    private static final TopicPartition SECOND = new TopicPartition("audit.checkpoints.v1", 1);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final List<Long> read = new ArrayList<>();

    @BeforeEach
    void two_partitions_of_three_records_and_of_none() {
        consumer.assign(List.of(FIRST, SECOND));
        consumer.updateBeginningOffsets(Map.of(FIRST, 0L, SECOND, 0L));
        consumer.updateEndOffsets(Map.of(FIRST, 3L, SECOND, 0L));
        consumer.seekToEnd(consumer.assignment());
    }

    private void come(long... offsets) {
        consumer.schedulePollTask(() -> {
            for (var offset : offsets)
                consumer.addRecord(new ConsumerRecord<>(FIRST.topic(), 0, offset, new byte[0], new byte[0]));
        });
    }

    private void nothingComes(int polls) {
        for (int poll = 0; poll < polls; poll++) consumer.schedulePollTask(() -> {});
    }

    @Test
    void all_is_read_however_often_a_poll_brings_nothing_as_long_as_more_comes() {
        come(0);
        nothingComes(WholeTopic.PATIENCE - 1);
        come(1);
        nothingComes(WholeTopic.PATIENCE - 1);
        come(2);
        new WholeTopic(consumer).read(record -> read.add(record.offset()));
        assertThat(read).containsExactly(0L, 1L, 2L);
    }

    @Test
    void an_empty_partition_whose_leader_says_nothing_is_not_told_for_the_one_that_has_more() {
        var empty = List.of(FIRST, new TopicPartition(FIRST.topic(), 2));
        var broken = new MockConsumer<byte[], byte[]>("earliest") {
            @Override
            public synchronized long position(TopicPartition partition, Duration timeout) {
                if (empty.contains(partition)) throw new TimeoutException();
                return super.position(partition, timeout);
            }
        };
        var all = List.of(FIRST, SECOND, empty.get(1));
        broken.assign(all);
        broken.updateBeginningOffsets(all.stream().collect(toMap(one -> one, one -> 0L)));
        broken.updateEndOffsets(all.stream().collect(toMap(one -> one, one -> one.equals(SECOND) ? 3L : 0L)));
        broken.seekToEnd(all);
        assertThatThrownBy(() -> new WholeTopic(broken).read(record -> read.add(record.offset())))
                .hasMessageContaining("partition 1 is read up to 0 of 3");
    }

    @Test
    void a_partition_of_which_no_more_comes_is_told_and_not_waited_for_for_ever() {
        come(0, 1);
        assertThatThrownBy(() -> new WholeTopic(consumer).read(record -> read.add(record.offset())))
                .hasMessageContaining("audit.checkpoints.v1 came in half a minute, partition 0 is read up to 2 of 3")
                .hasMessageContaining("once all brokers are there");
        assertThat(read).containsExactly(0L, 1L);
    }
}
