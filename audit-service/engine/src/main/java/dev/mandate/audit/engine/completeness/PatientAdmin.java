package dev.mandate.audit.engine.completeness;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ForwardingAdmin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.KafkaMetric;

/** Kafka's own admin client, whom a broker that has left doesn't keep from hearing where partitions end. */
final class PatientAdmin extends ForwardingAdmin {
    private final Duration patience;
    private final OffsetsAsked offsets = new OffsetsAsked(super::listOffsets, System::nanoTime);

    PatientAdmin(Map<String, Object> settings) {
        super(settings);
        patience = Duration.ofMillis(
                new AdminClientConfig(settings).getInt(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG));
    }

    @Override
    public ListOffsetsResult listOffsets(Map<TopicPartition, OffsetSpec> ends, ListOffsetsOptions options) {
        var asked = options.timeoutMs();
        return offsets.within(asked == null ? patience : Duration.ofMillis(asked), ends, options);
    }

    /** Kafka Streams would have each of its own sent to the broker, which {@link ForwardingAdmin} can't; they are read here (the meters). */
    @Override
    public void registerMetricForSubscription(KafkaMetric metric) {}

    @Override
    public void unregisterMetricFromSubscription(KafkaMetric metric) {}
}
