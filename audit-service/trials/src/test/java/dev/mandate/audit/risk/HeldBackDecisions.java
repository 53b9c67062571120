package dev.mandate.audit.risk;

import dev.mandate.embedded.Platform;
import dev.mandate.events.topics.Account;
import dev.mandate.events.topics.TopicCatalogue;
import java.time.Duration;
import java.util.HashMap;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Nobody who reads what is committed gets to decisions that are acknowledged from now on, until this is closed: there is an open
 * transaction before them. A broker that stumbles does the same to them.
 */
final class HeldBackDecisions implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;

    HeldBackDecisions() {
        var settings = new HashMap<>(Platform.shared().kafkaClientConfig(Account.AUTHZ.userName()));
        settings.put("transactional.id", Account.AUTHZ.userName() + "-held-back-" + UUID.randomUUID());
        // However long a fault takes on a busy machine: by itself the broker would end it after a minute.
        settings.put(
                "transaction.timeout.ms", Math.toIntExact(Duration.ofMinutes(10).toMillis()));
        producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        producer.initTransactions();
        producer.beginTransaction();
        for (int partition = 0; partition < TopicCatalogue.AUTHZ_DECISIONS.partitions(); partition++)
            producer.send(
                    new ProducerRecord<>(TopicCatalogue.AUTHZ_DECISIONS.name(), partition, new byte[0], new byte[0]));
        producer.flush();
    }

    @Override
    public void close() {
        producer.abortTransaction();
        producer.close();
    }
}
