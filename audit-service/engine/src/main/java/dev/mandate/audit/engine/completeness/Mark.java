package dev.mandate.audit.engine.completeness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Says on an internal topic: what came before me on this partition, from that partition of the stage before, is complete
 * until then. A record without value, so that it passes between typed records; its header says the rest. Its key is empty,
 * not absent: Kafka Streams silently drops what has none before it is repartitioned.
 */
public record Mark(int from, Instant completeUntil) {
    private static final byte[] KEY = {};
    private static final String HEADER = "mandate-complete-until";

    public <V> Record<byte[], @Nullable V> record(long timestamp) {
        var headers = new RecordHeaders();
        headers.add(HEADER, (from + " " + completeUntil.toEpochMilli()).getBytes(UTF_8));
        return new Record<>(KEY, null, timestamp, headers);
    }

    public static Optional<Mark> of(Record<?, ?> record) {
        var header = record.headers().lastHeader(HEADER);
        if (header == null || header.value() == null) return Optional.empty();
        var parts = new String(header.value(), UTF_8).split(" ", -1);
        return Optional.of(new Mark(Integer.parseInt(parts[0]), Instant.ofEpochMilli(Long.parseLong(parts[1]))));
    }

    /** Marks go everywhere, all else where its key says. */
    public static <K, V> StreamPartitioner<K, V> everywhere() {
        return new StreamPartitioner<>() {
            @Override
            public Optional<Set<Integer>> partitions(String topic, K key, V value, int partitions) {
                return value == null
                        ? Optional.of(IntStream.range(0, partitions).boxed().collect(Collectors.toSet()))
                        : Optional.empty();
            }
        };
    }
}
