package dev.mandate.messaging.replays;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.DeadLetter;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class DeadLetterViewTest {
    @Test
    void whoever_looks_at_a_report_that_could_not_be_taken_does_not_learn_by_what_it_may_be_told() {
        var kept = new ConsumerRecord<>("audit.dead-letters.v1", 0, 17, "del_1".getBytes(UTF_8), "{}".getBytes(UTF_8));
        Map.of(
                        DeadLetter.REASON,
                        "wrong_shape",
                        DeadLetter.MESSAGE,
                        "tool is missing",
                        DeadLetter.ORIGIN,
                        "agent.actions.v1/0/4",
                        DeadLetter.AT,
                        "2026-11-29T12:00:00Z",
                        "ce_type",
                        "agent.tool.called.v1",
                        CloudEventCodec.RECEIPT,
                        "given-to-the-asker")
                .forEach((name, value) -> kept.headers().add(name, value.getBytes(UTF_8)));
        var letter = StoredDeadLetter.of(kept).orElseThrow();
        assertThat(DeadLetterView.whole(letter).headers())
                .containsEntry("ce_type", "agent.tool.called.v1")
                .containsEntry(CloudEventCodec.RECEIPT, "(withheld)");
        assertThat(letter.original()
                        .headers()
                        .lastHeader(CloudEventCodec.RECEIPT)
                        .value())
                .as("what is replayed is whole")
                .isEqualTo("given-to-the-asker".getBytes(UTF_8));
    }
}
