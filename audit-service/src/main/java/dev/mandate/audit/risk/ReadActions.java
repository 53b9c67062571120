package dev.mandate.audit.risk;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mandate.audit.sigma.GroupKey;
import dev.mandate.audit.sigma.Quarantine;
import dev.mandate.audit.sigma.RuleBook;
import dev.mandate.events.actions.ActionEvent;
import dev.mandate.events.actions.ActionEvent.ToolCalled;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.DeadLetter;
import dev.mandate.events.cloudevents.Envelope;
import dev.mandate.events.cloudevents.Unreadable;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Decodes an action, enriches it and tells the groups it concerns; whatever can't be taken leaves as it came, for dead letters. */
final class ReadActions extends ContextualProcessor<byte[], byte[], byte[], Taken> {
    private final Supplier<RuleBook> rules;
    private final Surroundings surroundings;
    private final Enrichment enrichment;
    private final SessionStep step;
    private final Quarantine quarantine = new Quarantine();
    private @Nullable SessionStore sessions;

    ReadActions(Supplier<RuleBook> rules, Surroundings surroundings) {
        this.rules = rules;
        this.surroundings = surroundings;
        this.enrichment = new Enrichment(surroundings);
        this.step = new SessionStep(surroundings.profiles());
    }

    @Override
    public void init(ProcessorContext<byte[], Taken> context) {
        super.init(context);
        surroundings.awaitReady();
        var opened = SessionStore.open(context);
        sessions = opened;
        context.schedule(SessionStore.LOOK, PunctuationType.WALL_CLOCK_TIME, now -> sweep(opened, now));
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        var now = Instant.ofEpochMilli(context().currentSystemTimeMs());
        try {
            take(record, CloudEventCodec.decode(ActionEvent.FAMILY, Wire.of(record)), now);
        } catch (Unreadable e) {
            refuse(record, now, e.reason(), String.valueOf(e.getMessage()));
        } catch (KafkaException e) {
            throw e; // the broker or a state store, not the record
        } catch (RuntimeException | StackOverflowError e) {
            refuse(record, now, Unreadable.Reason.REFUSED, "the risk job could not judge it: " + e);
        }
    }

    private void take(Record<byte[], byte[]> record, Envelope<ActionEvent> envelope, Instant now) {
        var store = sessions;
        if (store == null) throw new IllegalStateException("not initialised");
        var call = (ToolCalled) envelope.data();
        var session = call.session().value();
        var tool = surroundings.tool(call.tool());
        var before = store.get(session);
        var facts = step.facts(before, call, tool);
        var event = enrichment.of(envelope, facts, now);
        store.put(step.after(before, call, tool, facts, event.at(), now.toEpochMilli()));
        for (var group : groups(event, record, now))
            context()
                    .forward(record.withKey(group.encoded().getBytes(UTF_8))
                            .withValue(new Taken.Concerning(new GroupEvent(group, event))));
        var after = store.risk(session); // what was found on the way is in it
        if (after != null) context().forward(record.withValue(new Taken.State(after)));
    }

    private List<GroupKey> groups(RiskEvent event, Record<byte[], byte[]> record, Instant now) {
        return rules.get()
                .groups(
                        event,
                        quarantine,
                        now,
                        (rule, failure) -> context()
                                .forward(record.withValue(new Taken.Failing(
                                        FailedRule.finding(rule, event, failure, quarantine.failed(rule, now))))));
    }

    private void sweep(SessionStore store, long now) {
        store.sweep(
                now,
                lesson -> context().forward(new Record<>(lesson.agent().getBytes(UTF_8), new Taken.Ended(lesson), now)),
                forgotten -> context()
                        .forward(new Record<>(
                                forgotten.session().value().getBytes(UTF_8), new Taken.State(forgotten), now)));
    }

    private void refuse(Record<byte[], byte[]> record, Instant now, Unreadable.Reason reason, String message) {
        var origin = context().recordMetadata().orElseThrow();
        var letter = new DeadLetter(origin.topic(), origin.partition(), origin.offset(), now, reason, message);
        letter.headers().forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
        context().forward(record.withValue(new Taken.Refused(record.value())));
    }
}
