package dev.mandate.audit.engine.records;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mandate.audit.engine.commits.CommitPace;
import dev.mandate.audit.engine.completeness.Inputs;
import dev.mandate.embedded.Platform;
import dev.mandate.events.cloudevents.DeadLetter;
import dev.mandate.events.topics.TopicCatalogue;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The net below the bounds, at a real broker with exactly-once: a stage that makes too much of some records, which none of ours does.
 * The records beside them are taken, in the same transactions, and no thread ends.
 */
class PoisonedRecordIT {
    private static final int MIB = 1024 * 1024;
    private static final String STORE = "taken";

    @TempDir
    Path directory;

    /** Writes what it is told to: a state, a record for another stage, or nothing but an exception. */
    private static final class Stage extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
        @Override
        public void process(Record<byte[], byte[]> record) {
            var asked = record.value() == null ? "" : new String(record.value(), UTF_8);
            KeyValueStore<byte[], byte[]> store = context().getStateStore(STORE);
            if (asked.equals("throw")) throw new IllegalStateException("a bug");
            if (asked.equals("overflow")) process(record);
            if (asked.equals("state")) store.put(record.key(), new byte[2 * MIB]);
            if (asked.equals("record")) context().forward(record.withValue(new byte[2 * MIB]));
            if (asked.equals("fine")) store.put(record.key(), record.value());
        }
    }

    private static Topology topology(CommitPace commits) {
        var builder = new StreamsBuilder();
        var bytes = Serdes.ByteArray();
        builder.addStateStore(Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(STORE), bytes, bytes));
        var made = builder.stream(TopicCatalogue.AGENT_ACTIONS.name(), Consumed.with(bytes, bytes))
                .process(() -> Guarded.of(new Stage(), bytes.deserializer(), commits), STORE);
        made.process(() -> new DeadLetterFilter(true))
                .to(TopicCatalogue.AUDIT_DEAD_LETTERS.name(), Produced.with(bytes, bytes));
        made.process(() -> new DeadLetterFilter(false)).repartition().foreach((key, value) -> {});
        return builder.build();
    }

    private Properties settings(String application) {
        var settings = new Properties();
        settings.putAll(Platform.shared().kafkaClientConfig("audit"));
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, application);
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, CommitPace.LATEST.toMillis());
        settings.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
        settings.put(StreamsConfig.producerPrefix("max.request.size"), 4 * MIB);
        settings.put(StreamsConfig.consumerPrefix("auto.offset.reset"), "earliest");
        settings.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
        settings.put(StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
        return settings;
    }

    @Test
    void each_becomes_a_dead_letter_and_those_beside_it_are_taken() {
        var mine = UUID.randomUUID().toString();
        var application = "audit-risk-poisoned-" + mine; // where the account may make topics
        var failed = new AtomicInteger();
        var commits = new CommitPace();
        var clients = new BoundedClients(
                Set.of(TopicCatalogue.AGENT_ACTIONS.name()), new Inputs(), commits, InstantSource.system(), () -> true);
        try (var job = new KafkaStreams(topology(commits), settings(application), clients)) {
            job.setUncaughtExceptionHandler(failure -> {
                failed.incrementAndGet();
                return StreamThreadExceptionResponse.REPLACE_THREAD;
            });
            job.start();
            var poisons = List.of("throw", "overflow", "state", "record");
            var bytes = new ByteArraySerializer();
            var account = TopicCatalogue.AGENT_ACTIONS.writers().iterator().next();
            try (var platform =
                    new KafkaProducer<>(Platform.shared().kafkaClientConfig(account.userName()), bytes, bytes)) {
                for (var poison : poisons) {
                    send(platform, mine, poison);
                    send(platform, mine, "fine");
                }
            }
            var letters = letters(
                    poisons.size(),
                    letter -> letter.key() != null
                            && new String(letter.key(), UTF_8).startsWith(mine)
                            && message(letter.headers()).startsWith("the risk job could not take it"));
            assertThat(letters)
                    .extracting(letter -> new String(letter.value(), UTF_8))
                    .containsExactlyInAnyOrderElementsOf(poisons);
            assertThat(letters)
                    .allSatisfy(letter -> assertThat(message(letter.headers()))
                            .containsAnyOf("a bug", "StackOverflowError", "RecordTooLargeException"));
            await("the others are taken")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> taken(job, mine) == poisons.size());
            assertThat(failed).as("threads that ended").hasValue(0);
            job.close();
            job.cleanUp();
        }
    }

    /** Those that meet the condition, once there are so many. */
    private static List<ConsumerRecord<byte[], byte[]>> letters(
            int count, Predicate<ConsumerRecord<byte[], byte[]>> condition) {
        var settings = new HashMap<>(Platform.shared().kafkaClientConfig("operator"));
        settings.put("isolation.level", "read_committed");
        settings.put("enable.auto.commit", "false");
        var bytes = new ByteArrayDeserializer();
        try (var consumer = new KafkaConsumer<>(settings, bytes, bytes)) {
            var partitions = consumer.partitionsFor(TopicCatalogue.AUDIT_DEAD_LETTERS.name()).stream()
                    .map(it -> new TopicPartition(it.topic(), it.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var found = new ArrayList<ConsumerRecord<byte[], byte[]>>();
            await("letters").atMost(Duration.ofSeconds(60)).until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> {
                    if (condition.test(record)) found.add(record);
                });
                return found.size() >= count;
            });
            return found;
        }
    }

    /** A service that reads the same topic has letters of its own about these records: they are no events. */
    private static String message(Headers headers) {
        return new String(headers.lastHeader(DeadLetter.MESSAGE).value(), UTF_8);
    }

    private static long taken(KafkaStreams job, String mine) {
        var store = job.store(
                StoreQueryParameters.fromNameAndType(STORE, QueryableStoreTypes.<byte[], byte[]>keyValueStore()));
        long taken = 0;
        try (var all = store.all()) {
            while (all.hasNext()) {
                var entry = all.next();
                if (new String(entry.key, UTF_8).startsWith(mine) && entry.value.length == "fine".length()) taken++;
            }
        }
        return taken;
    }

    private static void send(Producer<byte[], byte[]> platform, String mine, String what) {
        var key = mine + UUID.randomUUID();
        platform.send(
                new ProducerRecord<>(TopicCatalogue.AGENT_ACTIONS.name(), key.getBytes(UTF_8), what.getBytes(UTF_8)));
    }
}
