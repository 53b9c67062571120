package dev.mandate.cli.client;

import dev.mandate.cli.running.MandateSystem;
import dev.mandate.embedded.Sasl;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.Envelope;
import dev.mandate.events.cloudevents.EventFamily;
import dev.mandate.events.topics.Account;
import dev.mandate.messaging.records.KafkaRecords;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Plain Kafka clients, each with an account of its own. */
public final class KafkaAccess {
    private final Function<Account, Map<String, Object>> signIn;

    public KafkaAccess(MandateSystem system) {
        this(account -> Sasl.client(
                system.ports().bootstrapServers(),
                account.userName(),
                system.credentials().password(account.userName())));
    }

    /** @param signIn what a client of an account needs to find the brokers and to sign in there */
    public KafkaAccess(Function<Account, Map<String, Object>> signIn) {
        this.signIn = signIn;
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

    /**
     * All that stands on a topic now, partition after partition.
     *
     * @throws IllegalStateException if half a minute brings no more though there is more
     */
    public void all(Account account, String topic, Consumer<ConsumerRecord<byte[], byte[]>> each) {
        try (var consumer = tail(account, List.of(topic))) {
            new WholeTopic(consumer).read(each);
        } catch (TimeoutException e) {
            throw new IllegalStateException(
                    "Where " + topic
                            + " ends isn't known: brokers are away or say nothing. Ask again once all are there",
                    e);
        }
    }

    public static <E> ProducerRecord<byte[], byte[]> record(EventFamily<E> family, Envelope<? extends E> event) {
        return KafkaRecords.toSend(family.topic().name(), CloudEventCodec.encode(family, event));
    }

    private Map<String, Object> config(Account account) {
        return new HashMap<>(signIn.apply(account));
    }
}
