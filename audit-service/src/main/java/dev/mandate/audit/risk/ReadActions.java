package dev.mandate.audit.risk;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mandate.audit.sigma.RuleBook;
import dev.mandate.events.actions.ActionEvent;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.DeadLetter;
import dev.mandate.events.cloudevents.Unreadable;
import java.time.Instant;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Decodes an action, enriches it and tells the groups it concerns; whatever can't be taken leaves as it came, for dead letters. */
final class ReadActions extends ContextualProcessor<byte[], byte[], byte[], Taken> {
    private final Supplier<RuleBook> rules;
    private final Surroundings surroundings;
    private final Enrichment enrichment;

    ReadActions(Supplier<RuleBook> rules, Surroundings surroundings) {
        this.rules = rules;
        this.surroundings = surroundings;
        this.enrichment = new Enrichment(surroundings);
    }

    @Override
    public void init(ProcessorContext<byte[], Taken> context) {
        super.init(context);
        surroundings.awaitReady();
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        var now = Instant.ofEpochMilli(context().currentSystemTimeMs());
        try {
            var event = enrichment.of(CloudEventCodec.decode(ActionEvent.FAMILY, Wire.of(record)), now);
            var groups = rules.get().groups(event);
            for (var group : groups)
                context()
                        .forward(record.withKey(group.encoded().getBytes(UTF_8))
                                .withValue(new Taken.Concerning(new GroupEvent(group, event))));
        } catch (Unreadable e) {
            refuse(record, now, e.reason(), String.valueOf(e.getMessage()));
        } catch (KafkaException e) {
            throw e; // the broker or a state store, not the record
        } catch (RuntimeException e) {
            refuse(record, now, Unreadable.Reason.REFUSED, "the risk job could not judge it: " + e);
        }
    }

    private void refuse(Record<byte[], byte[]> record, Instant now, Unreadable.Reason reason, String message) {
        var origin = context().recordMetadata().orElseThrow();
        var letter = new DeadLetter(origin.topic(), origin.partition(), origin.offset(), now, reason, message);
        letter.headers().forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
        context().forward(record.withValue(new Taken.Refused(record.value())));
    }
}
