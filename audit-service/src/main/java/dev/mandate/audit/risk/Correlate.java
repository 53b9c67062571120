package dev.mandate.audit.risk;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mandate.audit.sigma.Match;
import dev.mandate.audit.sigma.RuleBook;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.risk.FindingEvent;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Advances one group by one event and tells what came true. */
final class Correlate extends ContextualProcessor<byte[], GroupEvent, byte[], byte[]> {
    private static final Logger LOG = Logger.getLogger(Correlate.class);

    private final Supplier<RuleBook> rules;
    private final GroupStore.Names names;
    private final boolean atHome;
    private @Nullable GroupStore store;
    private @Nullable SessionStore sessions;

    /** @param atHome this is the task of the sessions, whose state can be told at once */
    Correlate(Supplier<RuleBook> rules, GroupStore.Names names, boolean atHome) {
        this.rules = rules;
        this.names = names;
        this.atHome = atHome;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        super.init(context);
        var opened = GroupStore.open(context, names);
        store = opened;
        if (atHome) sessions = SessionStore.open(context);
        context.schedule(GroupStore.SWEEP, PunctuationType.WALL_CLOCK_TIME, now -> opened.sweep(rules.get(), now));
    }

    @Override
    public void process(Record<byte[], GroupEvent> record) {
        if (store == null) throw new IllegalStateException("not initialised");
        try {
            for (var match :
                    store.advance(rules.get(), record.value(), context().currentSystemTimeMs()))
                tell(Findings.of(match, store.evidence(match)), match, record);
        } catch (SerializationException e) {
            passOver(record, e);
        } catch (KafkaException e) {
            throw e; // the broker or a state store, not the event
        } catch (RuntimeException e) {
            passOver(record, e);
        }
    }

    /** A bug of ours, for this group alone: the trail has the event, and all others must still be judged. */
    private static void passOver(Record<byte[], GroupEvent> record, RuntimeException e) {
        LOG.errorf(
                e,
                "%s could not be judged by rule %s",
                record.value().event().id(),
                record.value().group().rule());
    }

    private void tell(FindingEvent finding, Match match, Record<byte[], GroupEvent> cause) {
        var session = finding.unmapped().session();
        if (sessions != null && session != null)
            sessions.found(session, match.rule().id(), match.rule().level());
        forward(finding, cause);
    }

    private void forward(FindingEvent finding, Record<byte[], GroupEvent> cause) {
        var traceparent = cause.headers().lastHeader(CloudEventCodec.TRACEPARENT);
        context().forward(Findings.record(finding, text(traceparent), cause.timestamp()));
    }

    private static @Nullable String text(@Nullable Header header) {
        return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
    }
}
