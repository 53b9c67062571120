package dev.mandate.authz.recording;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class SizedQueueTest {
    private final SizedQueue<Waiting> queue = new SizedQueue<>(3, 10_000);

    private record Waiting(ProducerRecord<byte[], byte[]> record) implements SizedQueue.Sized {
        static Waiting of(int bytes) {
            return new Waiting(new ProducerRecord<>("t", new byte[4], new byte[bytes]));
        }
    }

    @Test
    void so_many_bytes_wait_at_most_and_more_once_one_has_left() throws InterruptedException {
        assertThat(queue.offer(Waiting.of(6_000))).isTrue();
        assertThat(queue.offer(Waiting.of(6_000))).isFalse();
        assertThat(queue.offer(Waiting.of(100)))
                .as("which what found no room takes none of")
                .isTrue();
        assertThat(queue.poll(0)).isNotNull();
        assertThat(queue.offer(Waiting.of(6_000))).isTrue();
        assertThat(queue.size()).isEqualTo(2);
    }

    @Test
    void so_many_records_wait_at_most_however_short_they_are() throws InterruptedException {
        for (var one = 0; one < 3; one++) assertThat(queue.offer(Waiting.of(1))).isTrue();
        for (var more = 0; more < 100; more++)
            assertThat(queue.offer(Waiting.of(1))).isFalse();
        for (var left = 0; left < 3; left++) assertThat(queue.poll(0)).isNotNull();
        assertThat(queue.isEmpty()).isTrue();
        assertThat(queue.offer(Waiting.of(9_000)))
                .as("all bytes are free again")
                .isTrue();
        assertThat(queue.poll(0)).isNotNull();
        assertThat(queue.poll(0)).isNull();
    }
}
