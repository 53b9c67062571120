package dev.mandate.messaging.replays;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.DeadLetter;
import java.util.Base64;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class DeadLetterViewTest {
    @Test
    void whoever_looks_at_a_report_that_could_not_be_taken_does_not_learn_by_what_it_may_be_told() {
        var letter = letter("{}".getBytes(UTF_8));
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

    @Test
    void nor_where_it_stands_in_the_event_itself() {
        var structured = "{\"id\": \"größe\", \"receipt\" : \"given-to-\\\"the-asker\", \"data\": {}";
        var letter = letter(structured.getBytes(UTF_8));
        assertThat(DeadLetterView.whole(letter).value())
                .isEqualTo("{\"id\": \"größe\", \"receipt\" : \"(withheld)\", \"data\": {}");
        assertThat(letter.original().value()).as("what is replayed is whole").isEqualTo(structured.getBytes(UTF_8));
        var cut = DeadLetterView.whole(letter("{\"receipt\":\"given-to-the-as".getBytes(UTF_8)));
        assertThat(cut.value()).isEqualTo("{\"receipt\":\"(withheld)\"");
        var noText = DeadLetterView.whole(letter("{\"receipt\":\"given\",\u00ff".getBytes(ISO_8859_1)));
        assertThat(Base64.getDecoder().decode(noText.base64()))
                .isEqualTo("{\"receipt\":\"(withheld)\",\u00ff".getBytes(ISO_8859_1));
    }

    private static StoredDeadLetter letter(byte[] value) {
        var kept = new ConsumerRecord<>("audit.dead-letters.v1", 0, 17, "del_1".getBytes(UTF_8), value);
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
                .forEach((name, text) -> kept.headers().add(name, text.getBytes(UTF_8)));
        return StoredDeadLetter.of(kept).orElseThrow();
    }
}
