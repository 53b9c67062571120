package dev.mandate.messaging.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class GatheringTest {
    @Test
    void a_lone_record_is_taken_at_once_and_the_next_are_waited_for() {
        var taken = new CompletableFuture<Void>();
        var before = System.nanoTime();
        var next = Gathering.after(records(1), Uni.createFrom().voidItem().invoke(() -> taken.complete(null)))
                .subscribeAsCompletionStage();
        assertThat(taken).isDone();
        assertThat(next).succeedsWithin(Duration.ofSeconds(20));
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(250));
    }

    @Test
    void after_many_nothing_is_waited_for() {
        assertThat(Gathering.after(records(500), Uni.createFrom().voidItem()).subscribeAsCompletionStage())
                .isDone();
    }

    @Test
    void what_could_not_be_taken_is_told_at_once() {
        assertThat(Gathering.after(records(1), Uni.createFrom().failure(new IllegalStateException("of the test")))
                        .subscribeAsCompletionStage())
                .isCompletedExceptionally();
    }

    private static ConsumerRecords<byte[], byte[]> records(int count) {
        var all = IntStream.range(0, count)
                .mapToObj(i -> new ConsumerRecord<>("topic", 0, i, new byte[0], new byte[0]))
                .toList();
        return new ConsumerRecords<>(Map.of(new TopicPartition("topic", 0), List.copyOf(all)), Map.of());
    }
}
