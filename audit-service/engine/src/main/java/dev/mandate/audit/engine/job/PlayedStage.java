package dev.mandate.audit.engine.job;

import java.io.File;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.Sensor.RecordingLevel;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.StreamsMetrics;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.Punctuator;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** What a stage of the job sees of the world where events are played: the clock, its stores, and whoever takes what it forwards. */
final class PlayedStage<K, V> implements ProcessorContext<K, V> {
    private static final TaskId ONLY = new TaskId(0, 0);

    private final PlayedClock clock;
    private final Map<String, StateStore> stores;
    private final Consumer<Record<K, V>> next;
    private final StreamsMetrics metrics = new Counters();
    private @Nullable RecordMetadata origin;

    /** @param next takes what the stage forwards, before that goes on */
    PlayedStage(PlayedClock clock, Map<String, StateStore> stores, Consumer<Record<K, V>> next) {
        this.clock = clock;
        this.stores = stores;
        this.next = next;
    }

    /** Where the record lay that the stage takes next. */
    void reads(String topic, long offset) {
        origin = new Origin(topic, ONLY.partition(), offset);
    }

    private record Origin(String topic, int partition, long offset) implements RecordMetadata {}

    @Override
    public TaskId taskId() {
        return ONLY;
    }

    @Override
    public Optional<RecordMetadata> recordMetadata() {
        return Optional.ofNullable(origin);
    }

    @Override
    public long currentSystemTimeMs() {
        return clock.now();
    }

    @Override
    public long currentStreamTimeMs() {
        return clock.now();
    }

    @Override
    @SuppressWarnings("unchecked") // whoever asks knows what is in it, as everywhere in Kafka Streams
    public <S extends StateStore> S getStateStore(String name) {
        var store = stores.get(name);
        if (store == null) throw new IllegalArgumentException("there is no store " + name);
        return (S) store;
    }

    @Override
    public Cancellable schedule(Duration every, PunctuationType type, Punctuator work) {
        if (type != PunctuationType.WALL_CLOCK_TIME) throw none("stream time");
        return clock.schedule(every, work);
    }

    @Override
    @SuppressWarnings("unchecked") // records are read only
    public <L extends K, W extends V> void forward(Record<L, W> record) {
        next.accept((Record<K, V>) record);
    }

    @Override
    public <L extends K, W extends V> void forward(Record<L, W> record, String child) {
        forward(record); // whoever takes it looks at what it is
    }

    @Override
    public StreamsMetrics metrics() {
        return metrics;
    }

    @Override
    public void commit() {
        // nothing is kept elsewhere
    }

    @Override
    public String applicationId() {
        throw none("application");
    }

    @Override
    public Serde<?> keySerde() {
        throw none("serdes");
    }

    @Override
    public Serde<?> valueSerde() {
        throw none("serdes");
    }

    @Override
    public File stateDir() {
        throw none("files");
    }

    @Override
    public Map<String, Object> appConfigs() {
        throw none("settings");
    }

    @Override
    public Map<String, Object> appConfigsWithPrefix(String prefix) {
        throw none("settings");
    }

    private static UnsupportedOperationException none(String what) {
        return new UnsupportedOperationException("there are no " + what + " where events are played");
    }

    /** What stages count; nobody reads it here. */
    private static final class Counters implements StreamsMetrics {
        private final Metrics metrics = new Metrics();

        @Override
        public Map<MetricName, ? extends Metric> metrics() {
            return metrics.metrics();
        }

        @Override
        public Sensor addRateTotalSensor(
                String scope, String entity, String operation, RecordingLevel level, String... tags) {
            return addSensor(scope + " " + entity + " " + operation, level);
        }

        @Override
        public Sensor addSensor(String name, RecordingLevel level) {
            return metrics.sensor(name, level);
        }

        @Override
        public Sensor addSensor(String name, RecordingLevel level, Sensor... parents) {
            return metrics.sensor(name, level, parents);
        }

        @Override
        public Sensor addLatencyRateTotalSensor(
                String scope, String entity, String operation, RecordingLevel level, String... tags) {
            return addSensor(scope + " " + entity + " " + operation, level);
        }

        @Override
        public void removeSensor(Sensor sensor) {
            metrics.removeSensor(sensor.name());
        }
    }
}
