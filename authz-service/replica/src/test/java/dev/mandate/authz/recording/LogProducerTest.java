package dev.mandate.authz.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.messaging.kafka.KafkaClients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LogProducerTest {
    private final AtomicLong nanos = new AtomicLong();
    private final List<String> made = new ArrayList<>();
    private final List<Object> mostBlocked = new ArrayList<>();
    private final List<MockProducer<byte[], byte[]>> producers = new ArrayList<>();
    private final LogProducer log =
            new LogProducer(new Clients(), Map.of("max.block.ms", 2000), "records", (record, at) -> {}, nanos::get);

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void a_lone_record_leaves_as_it_is_and_what_leaves_with_many_is_compressed() {
        send();
        assertThat(made).containsExactly("none");
        later(64 * 1024, 1);
        assertThat(made).containsExactly("none", "lz4");
        assertThat(producers.get(0).closed()).isTrue();
        assertThat(producers.get(0).history()).as("left before the other came").hasSize(1);
        later(4 * 1024, 0.25);
        assertThat(made).as("16 KB together are enough to go on").hasSize(2);
        later(2 * 1024, 0.5);
        assertThat(made).containsExactly("none", "lz4", "none");
        later(16 * 1024, 1);
        assertThat(made).hasSize(3);
    }

    @Test
    void how_much_leaves_together_is_looked_at_from_time_to_time_and_where_nothing_left_nothing_changes() {
        send();
        send();
        tells(64 * 1024, 1);
        send();
        assertThat(made).as("not at once").hasSize(1);
        later(Double.NaN, Double.NaN);
        assertThat(made).hasSize(1);
    }

    @Test
    void only_one_that_may_find_no_broker_is_waited_for_no_longer_than_a_moment() {
        send();
        producers.get(0).sendException = new KafkaException("it never recovers");
        log.send(new ProducerRecord<>("t", new byte[1], new byte[1]), (at, failure) -> {});
        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
        send();
        later(64 * 1024, 1);
        assertThat(mostBlocked).containsExactly(2000, 100, 2000);
    }

    /** Ten seconds in which batches were so large, after which a record comes. */
    private void later(double bytes, double rate) {
        tells(bytes, rate);
        nanos.addAndGet(Duration.ofSeconds(11).toNanos());
        send();
    }

    private void tells(double bytes, double rate) {
        var last = producers.get(producers.size() - 1);
        last.setMockMetrics(name("batch-size-avg"), metric("batch-size-avg", bytes));
        last.setMockMetrics(name("compression-rate-avg"), metric("compression-rate-avg", rate));
    }

    private void send() {
        log.send(
                new ProducerRecord<>("t", new byte[1], new byte[1]),
                (at, failure) -> assertThat(failure).isNull());
    }

    private static MetricName name(String name) {
        return new MetricName(name, "producer-metrics", "", Map.of());
    }

    private static Metric metric(String name, double value) {
        return new Metric() {
            @Override
            public MetricName metricName() {
                return name(name);
            }

            @Override
            public Object metricValue() {
                return value;
            }
        };
    }

    private final class Clients extends KafkaClients {
        Clients() {
            super(Map.of());
        }

        @Override
        public Producer<byte[], byte[]> producer(Map<String, Object> settings) {
            made.add((String) settings.get("compression.type"));
            mostBlocked.add(settings.get("max.block.ms"));
            var one = new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
            producers.add(one);
            return one;
        }
    }
}
