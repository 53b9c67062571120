package dev.mandate.audit.engine.records;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mandate.events.topics.TopicCatalogue;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.Test;

class BoundedProducerTest {
    @Test
    void a_record_that_its_readers_would_not_take_is_refused_and_so_is_one_that_no_internal_topic_takes() {
        var state = new byte[TopicCatalogue.RISK_SESSIONS.maxBytes()];
        BoundedProducer.requireBounded(new ProducerRecord<>(TopicCatalogue.RISK_SESSIONS.name(), state));
        assertThatThrownBy(() -> BoundedProducer.requireBounded(
                        new ProducerRecord<>(TopicCatalogue.RISK_SESSIONS.name(), new byte[state.length + 1])))
                .isInstanceOf(RecordTooLargeException.class);
        assertThatThrownBy(() -> BoundedProducer.requireBounded(
                        new ProducerRecord<>("audit-risk-x-changelog", new byte[1024 * 1024])))
                .isInstanceOf(RecordTooLargeException.class);
    }
}
