package dev.mandate.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mandate.events.topics.Account;
import dev.mandate.events.topics.Topic;
import dev.mandate.events.topics.TopicCatalogue;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every account against every topic: what the catalogue says, and nothing else. */
class AccessRightsIT {
    private static Platform platform;

    @BeforeAll
    static void fill_every_topic() throws Exception {
        platform = Platform.shared();
        try (var producer = Records.producer(platform.kafkaClientConfig(Credentials.ADMIN))) {
            for (var topic : TopicCatalogue.all()) {
                producer.send(new ProducerRecord<>(topic.name(), "key", "value"))
                        .get();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void writes_exactly_where_the_catalogue_lets_it(Account account) throws Exception {
        try (var producer = Records.producer(platform.kafkaClientConfig(account.userName()))) {
            for (var topic : TopicCatalogue.all()) {
                assertThat(canWrite(producer, topic))
                        .as("%s writes %s", account, topic.name())
                        .isEqualTo(topic.writers().contains(account));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void reads_exactly_where_the_catalogue_lets_it(Account account) {
        try (var consumer = Records.consumer(platform.kafkaClientConfig(account.userName()))) {
            for (var topic : TopicCatalogue.all()) {
                assertThat(canRead(consumer, topic))
                        .as("%s reads %s", account, topic.name())
                        .isEqualTo(topic.readers().contains(account));
            }
        }
    }

    @Test
    void a_reader_joins_groups_of_its_own_name_only() {
        assertThat(joins("audit", "audit-trail")).isTrue();
        assertThatThrownBy(() -> joins("audit", "authz-projection")).isInstanceOf(GroupAuthorizationException.class);
    }

    @Test
    void a_service_writes_in_transactions_of_its_own_name_only() {
        beginTransaction("identity", "identity-outbox");
        assertThatThrownBy(() -> beginTransaction("identity", "lifecycle-outbox"))
                .isInstanceOf(TransactionalIdAuthorizationException.class);
    }

    @Test
    void only_the_audit_service_makes_the_internal_topics_of_its_topology() throws Exception {
        var topic = new NewTopic("audit-risk-sessions-changelog", 1, (short) 1);
        try (var authz = Admin.create(platform.kafkaClientConfig("authz"));
                var audit = Admin.create(platform.kafkaClientConfig("audit"))) {
            assertThatThrownBy(() -> authz.createTopics(List.of(topic)).all().get())
                    .hasCauseInstanceOf(TopicAuthorizationException.class);
            audit.createTopics(List.of(topic)).all().get();
            audit.deleteTopics(List.of(topic.name())).all().get();
        }
    }

    private static boolean canWrite(KafkaProducer<String, String> producer, Topic topic) throws InterruptedException {
        try {
            producer.send(new ProducerRecord<>(topic.name(), "key", "value")).get();
            return true;
        } catch (ExecutionException e) {
            assertThat(e).hasCauseInstanceOf(TopicAuthorizationException.class);
            return false;
        }
    }

    private static boolean canRead(KafkaConsumer<String, String> consumer, Topic topic) {
        try {
            return !Records.read(consumer, topic.name()).isEmpty();
        } catch (TopicAuthorizationException e) {
            return false;
        }
    }

    private static boolean joins(String account, String group) {
        var config = new HashMap<>(platform.kafkaClientConfig(account));
        config.put("group.id", group);
        try (var consumer = Records.consumer(config)) {
            consumer.subscribe(List.of(TopicCatalogue.LIFECYCLE_WORKERS.name()));
            var deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (consumer.assignment().isEmpty() && System.nanoTime() < deadline)
                consumer.poll(Duration.ofMillis(100));
            return !consumer.assignment().isEmpty();
        }
    }

    private static void beginTransaction(String account, String transactionalId) {
        var config = new HashMap<>(platform.kafkaClientConfig(account));
        config.put("transactional.id", transactionalId);
        try (var producer = new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            producer.initTransactions();
        }
    }
}
