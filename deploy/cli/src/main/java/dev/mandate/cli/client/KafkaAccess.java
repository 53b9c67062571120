package dev.mandate.cli.client;

import dev.mandate.cli.running.MandateSystem;
import dev.mandate.embedded.Credentials;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.Envelope;
import dev.mandate.events.cloudevents.EventFamily;
import dev.mandate.events.topics.Account;
import dev.mandate.messaging.records.KafkaRecords;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.security.scram.ScramLoginModule;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Plain Kafka clients, each with an account of its own. */
public final class KafkaAccess {
    private final String bootstrapServers;
    private final Credentials credentials;

    public KafkaAccess(MandateSystem system) {
        this.bootstrapServers = system.ports().bootstrapServers();
        this.credentials = system.credentials();
    }

    public KafkaProducer<byte[], byte[]> producer(Account account) {
        var config = config(account);
        config.put("linger.ms", 0);
        config.put("acks", "all");
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Reads every partition of the topics from now on, without a group; positions are fixed when this returns. */
    public KafkaConsumer<byte[], byte[]> tail(Account account, List<String> topics) {
        var config = config(account);
        config.put("isolation.level", "read_committed");
        config.put("fetch.max.wait.ms", 50);
        config.put("enable.auto.commit", false);
        var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        var partitions = topics.stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        return consumer;
    }

    public static <E> ProducerRecord<byte[], byte[]> record(EventFamily<E> family, Envelope<? extends E> event) {
        return KafkaRecords.toSend(family.topic().name(), CloudEventCodec.encode(family, event));
    }

    private Map<String, Object> config(Account account) {
        var config = new HashMap<String, Object>();
        config.put("bootstrap.servers", bootstrapServers);
        config.put("security.protocol", "SASL_PLAINTEXT");
        config.put("sasl.mechanism", "SCRAM-SHA-512");
        config.put(
                "sasl.jaas.config",
                "%s required username=\"%s\" password=\"%s\";"
                        .formatted(
                                ScramLoginModule.class.getName(),
                                account.userName(),
                                credentials.password(account.userName())));
        return config;
    }
}
