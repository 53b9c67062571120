package dev.mandate.bench.sequences;

import dev.mandate.events.cloudevents.Unreadable;
import dev.mandate.events.topics.TopicCatalogue;
import dev.mandate.messaging.records.KafkaRecords;
import java.io.IOException;
import java.util.Properties;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** {@link FlinkPatterns} from topic to topic: exactly once, a checkpoint where the risk job commits, and as many threads. */
public final class FlinkJob {
    static final String GROUP = "audit-risk-flink";
    static final String MATCHES = "audit-risk-flink-matches";

    private FlinkJob() {}

    public static void main(String[] args) throws Exception {
        var settings = JobSettings.given();
        var configuration = new Configuration();
        configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, JobSettings.commitInterval());
        configuration.set(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                settings.directory().toUri().toString());
        configuration.set(StateBackendOptions.STATE_BACKEND, "hashmap");
        configuration.set(PipelineOptions.OBJECT_REUSE, true);
        var environment = StreamExecutionEnvironment.createLocalEnvironment(settings.threads(), configuration);
        var steps = environment.fromSource(source(settings.kafka()), FlinkPatterns.inTime(), "actions");
        FlinkPatterns.matches(steps).sinkTo(sink(settings.kafka()));
        environment.execute("sequences");
    }

    private static KafkaSource<Step> source(Properties kafka) {
        return KafkaSource.<Step>builder()
                .setProperties(kafka)
                .setGroupId(GROUP)
                .setTopics(TopicCatalogue.AGENT_ACTIONS.name())
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setProperty("commit.offsets.on.checkpoint", "true")
                .setDeserializer(new Decode())
                .build();
    }

    private static KafkaSink<String> sink(Properties kafka) {
        return KafkaSink.<String>builder()
                .setKafkaProducerConfig(kafka)
                .setProperty("transaction.timeout.ms", "60000")
                .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                .setTransactionalIdPrefix(GROUP)
                .setRecordSerializer(KafkaRecordSerializationSchema.<String>builder()
                        .setTopic(MATCHES)
                        .setValueSerializationSchema(new SimpleStringSchema())
                        .build())
                .build();
    }

    private static final class Decode implements KafkaRecordDeserializationSchema<Step> {
        @Override
        public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Step> out) throws IOException {
            try {
                out.collect(Step.of(KafkaRecords.wire(record)));
            } catch (Unreadable e) {
                throw new IOException(e);
            }
        }

        @Override
        public TypeInformation<Step> getProducedType() {
            return TypeInformation.of(Step.class);
        }
    }
}
