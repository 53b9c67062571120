package dev.mandate.embedded;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Plain clients for whoever signs in with the given configuration. */
final class Records {
    private Records() {}

    static KafkaProducer<String, String> producer(Map<String, Object> client) {
        var config = new HashMap<>(client);
        config.put("enable.idempotence", false); // else a right of its own is refused before the topic is asked for
        config.put("max.block.ms", 3_000);
        return new KafkaProducer<>(config, new StringSerializer(), new StringSerializer());
    }

    static KafkaConsumer<String, String> consumer(Map<String, Object> client) {
        var config = new HashMap<>(client);
        config.put("auto.offset.reset", "earliest");
        config.put("enable.auto.commit", false);
        config.put("fetch.max.wait.ms", 20);
        return new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer());
    }

    static void send(Map<String, Object> client, String topic, String key, String value)
            throws ExecutionException, InterruptedException {
        try (var producer = producer(client)) {
            producer.send(new ProducerRecord<>(topic, key, value)).get();
        }
    }

    /** Every value of the topic, up to its present end. */
    static List<String> read(Map<String, Object> client, String topic) {
        try (var consumer = consumer(client)) {
            return read(consumer, topic);
        }
    }

    static List<String> read(KafkaConsumer<String, String> consumer, String topic) {
        var partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        var end = consumer.endOffsets(partitions);
        var values = new ArrayList<String>();
        while (partitions.stream().anyMatch(partition -> consumer.position(partition) < end.get(partition))) {
            consumer.poll(Duration.ofMillis(200)).forEach(each -> values.add(each.value()));
        }
        return values;
    }
}
