package dev.mandate.bench.sequences;

import dev.mandate.audit.engine.job.DecisionsFirst;
import dev.mandate.events.topics.TopicCatalogue;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/**
 * What the platform costs without the work: reads what the risk job reads, in its order, puts each record in a store and passes it on, twice to a
 * task of other keys as the risk job does with what concerns other groups; and writes it.
 */
public final class PassThroughJob {
    static final String OUT = "audit-risk-passed";
    private static final Serde<byte[]> BYTES = Serdes.ByteArray();

    private PassThroughJob() {}

    /** @param args the application id, and of how many actions one takes both hops */
    public static void main(String[] args) throws IOException {
        int oneOf = Integer.parseInt(args[1]);
        var builder = new StreamsBuilder();
        var taken = kept(
                builder,
                builder.stream(
                        List.of(TopicCatalogue.AUTHZ_DECISIONS.name(), TopicCatalogue.AGENT_ACTIONS.name()),
                        Consumed.with(BYTES, BYTES).withTimestampExtractor(new DecisionsFirst())),
                "taken");
        taken.to(OUT, Produced.with(BYTES, BYTES));
        var elsewhere = kept(
                builder,
                taken.filter((key, value) -> Arrays.hashCode(value) % oneOf == 0)
                        .repartition(repartitioned("elsewhere")),
                "elsewhere");
        kept(builder, elsewhere.repartition(repartitioned("home")), "home").to(OUT, Produced.with(BYTES, BYTES));
        var settings = JobSettings.given().streams(args[0]);
        settings.put(
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
                JobSettings.commitInterval().toMillis());
        new KafkaStreams(builder.build(), settings).start();
    }

    private static Repartitioned<byte[], byte[]> repartitioned(String name) {
        return Repartitioned.with(BYTES, BYTES)
                .withName(name)
                .withNumberOfPartitions(TopicCatalogue.AGENT_ACTIONS.partitions());
    }

    private static KStream<byte[], byte[]> kept(StreamsBuilder builder, KStream<byte[], byte[]> records, String store) {
        builder.addStateStore(Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(store), BYTES, BYTES));
        return records.process(() -> new Keep(store), store);
    }

    private static final class Keep extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
        private final String store;

        Keep(String store) {
            this.store = store;
        }

        @Override
        public void process(Record<byte[], byte[]> record) {
            KeyValueStore<byte[], byte[]> kept = context().getStateStore(store);
            kept.put(record.key(), record.value());
            if (!decision()) context().forward(record);
        }

        /** The risk job keeps them, and passes none on. */
        private boolean decision() {
            return context()
                    .recordMetadata()
                    .filter(origin -> origin.topic().equals(TopicCatalogue.AUTHZ_DECISIONS.name()))
                    .isPresent();
        }
    }
}
