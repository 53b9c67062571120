package dev.mandate.audit.engine.completeness;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.internals.KafkaFutureImpl;

/**
 * Asks where partitions end again and again, at first for a short while and then for twice as long each time, instead of once for a long one. Kafka's admin client remembers who
 * leads a partition, and where that broker has left the cluster it waits for it to come back, for as long as it may take at all (KAFKA-20673);
 * an ask that failed forgets who led, so that the next one looks. Kafka Streams, which asks while it divides tasks, stood until the broker had
 * started again, or for a minute.
 */
final class OffsetsAsked {
    /** Far longer than an answer takes, and a third of the session for which a member that divides tasks is waited for. */
    static final Duration FIRST = Duration.ofSeconds(2);

    private final BiFunction<Map<TopicPartition, OffsetSpec>, ListOffsetsOptions, ListOffsetsResult> ask;
    private final LongSupplier nanos;

    /** @param nanos a clock that only goes on */
    OffsetsAsked(
            BiFunction<Map<TopicPartition, OffsetSpec>, ListOffsetsOptions, ListOffsetsResult> ask,
            LongSupplier nanos) {
        this.ask = ask;
        this.nanos = nanos;
    }

    /** @param patience in all */
    ListOffsetsResult within(Duration patience, Map<TopicPartition, OffsetSpec> ends, ListOffsetsOptions options) {
        var answers = new HashMap<TopicPartition, KafkaFutureImpl<ListOffsetsResultInfo>>();
        ends.keySet().forEach(partition -> answers.put(partition, new KafkaFutureImpl<>()));
        new Ask(nanos.getAsLong() + patience.toNanos(), options, answers).ask(ends, FIRST.toNanos());
        return new ListOffsetsResult(new HashMap<>(answers));
    }

    private final class Ask {
        private final long until;
        private final ListOffsetsOptions options;
        private final Map<TopicPartition, KafkaFutureImpl<ListOffsetsResultInfo>> answers;

        Ask(
                long until,
                ListOffsetsOptions options,
                Map<TopicPartition, KafkaFutureImpl<ListOffsetsResultInfo>> answers) {
            this.until = until;
            this.options = options;
            this.answers = answers;
        }

        void ask(Map<TopicPartition, OffsetSpec> ends, long most) {
            var began = nanos.getAsLong();
            var patience = Math.min(most, until - began);
            var result = ask.apply(ends, new ListOffsetsOptions(options.isolationLevel()).timeoutMs((int)
                            TimeUnit.NANOSECONDS.toMillis(patience)));
            var silent = new ConcurrentHashMap<TopicPartition, OffsetSpec>();
            var left = new AtomicInteger(ends.size());
            ends.forEach((partition, end) -> result.partitionResult(partition).whenComplete((at, failure) -> {
                var answer = Objects.requireNonNull(answers.get(partition));
                if (failure == null) answer.complete(at);
                // A client that is closed fails at once, and would be asked without end.
                else if (failure instanceof TimeoutException && isAgain(began, patience)) silent.put(partition, end);
                else answer.completeExceptionally(failure);
                if (left.decrementAndGet() == 0 && !silent.isEmpty()) ask(silent, 2 * most);
            }));
        }

        private boolean isAgain(long began, long patience) {
            var now = nanos.getAsLong();
            return now - began >= patience / 2 && now < until;
        }
    }
}
