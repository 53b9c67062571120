package dev.mandate.audit.engine.sessions;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mandate.audit.engine.bounds.Bounds;
import dev.mandate.audit.engine.records.Failure;
import dev.mandate.audit.engine.records.Wire;
import dev.mandate.audit.engine.stored.AtCommit;
import dev.mandate.audit.engine.stored.TaskMemory;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.Envelope;
import dev.mandate.events.ids.SessionId;
import dev.mandate.events.risk.SessionRecord;
import dev.mandate.events.risk.SessionRisk;
import dev.mandate.events.risk.SessionSegment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;

/** Writes what changed of a session's state, as the contract says. */
public final class SessionWriter {
    private static final System.Logger LOG = System.getLogger(SessionWriter.class.getName());

    public static final String STORE = "session-told";

    /** Of a task, less than 1 KiB each. One that is not among them is told as a whole again. */
    private static final int SESSIONS = 20_000;

    private final StateJson json = new StateJson();
    private final TaskMemory<PublishedSession, Untold> told;

    /** A session's newest state, which its topic hasn't got yet. */
    record Untold(SessionRisk risk, long timestamp) {
        /** What is found later covers the same actions. */
        Untold then(Untold newer) {
            var upTo = risk.upTo();
            return newer.risk.upTo() != null || upTo == null
                    ? newer
                    : new Untold(newer.risk.upTo(upTo), newer.timestamp);
        }
    }

    SessionWriter(TaskMemory<PublishedSession, Untold> told) {
        this.told = told;
    }

    static StoreBuilder<TaskMemory<PublishedSession, Untold>> store() {
        return TaskMemory.named(STORE, SESSIONS);
    }

    /** For a stage of a task that begins: what the task knew before others may have changed meanwhile. */
    public static SessionWriter open(ProcessorContext<?, ?> context) {
        TaskMemory<PublishedSession, Untold> told = context.getStateStore(STORE);
        told.forget();
        return new SessionWriter(told);
    }

    /** As the stage that writes what all of the task's stages have to tell. */
    public static SessionWriter open(ProcessorContext<byte[], byte[]> context, AtCommit<byte[], byte[]> commit) {
        var writer = open(context);
        writer.told.written((session, untold) -> commit.forwards(records -> writer.tell(untold, records)));
        return writer;
    }

    /** What waits for the commit, before something that says that it is told. */
    public static void tellNow(ProcessorContext<?, ?> context) {
        TaskMemory<PublishedSession, Untold> told = context.getStateStore(STORE);
        told.flushCache();
    }

    /** With the next commit, before which nobody can read it: of what a session does until then its last state is enough. */
    public void write(SessionRisk risk, long timestamp) {
        told.write(risk.session().value(), new Untold(risk, timestamp), Untold::then);
    }

    /** No record is there to blame any more, and the thread must not end for it. */
    private void tell(Untold untold, Consumer<Record<byte[], byte[]>> records) {
        try {
            write(untold.risk, untold.timestamp, records);
        } catch (RuntimeException | StackOverflowError e) {
            if (!Failure.ofRecord(e)) throw e;
            LOG.log(System.Logger.Level.ERROR, "the state of session " + untold.risk.session() + " can't be told", e);
            records.accept(doubtful(untold.risk, untold.timestamp));
        }
    }

    /** All of a session's records go where the session's own does. */
    public static StreamPartitioner<byte[], byte[]> bySession() {
        return new StreamPartitioner<>() {
            @Override
            public Optional<Set<Integer>> partitions(String topic, byte[] key, byte[] value, int partitions) {
                var session = SessionRecord.sessionOf(new String(key, UTF_8)).getBytes(UTF_8);
                return Optional.of(Set.of(Utils.toPositive(Utils.murmur2(session)) % partitions));
            }
        };
    }

    /** @param records takes them in their order */
    void write(SessionRisk risk, long timestamp, Consumer<Record<byte[], byte[]>> records) {
        var session = risk.session();
        var step = PublishedSession.next(told.get(session.value()), risk);
        var its = new ArrayList<SessionRecord>(step.written());
        its.add(step.state());
        var written = new ArrayList<byte[]>(its.size());
        for (var one : its) written.add(json.of(one));
        for (var one : written)
            if (one.length > Bounds.STATE) {
                records.accept(doubtful(risk, timestamp));
                return;
            }
        for (int segment : step.removed()) records.accept(tombstone(session, segment, timestamp));
        for (int i = 0; i < its.size(); i++) records.accept(record(its.get(i), written.get(i), risk.at(), timestamp));
        if (risk.deleted()) told.delete(session.value());
        else told.put(session.value(), step.now());
    }

    /** Of what it was told in before, nothing is named any more. */
    private Record<byte[], byte[]> doubtful(SessionRisk risk, long timestamp) {
        LOG.log(
                System.Logger.Level.ERROR,
                "the state of session " + risk.session() + " would be too large: it doubts everything from now on");
        told.delete(risk.session().value());
        var less = Doubtful.of(risk);
        return record(less, json.of(less), less.at(), timestamp);
    }

    private static Record<byte[], byte[]> record(SessionRecord its, byte[] written, Instant at, long timestamp) {
        var wire = CloudEventCodec.encode(
                SessionRecord.FAMILY,
                new Envelope<>(Wire.SOURCE, its.key() + " " + its.revision(), at, its, null),
                written);
        return new Record<>(wire.key(), wire.value(), timestamp, Wire.headers(wire));
    }

    @SuppressWarnings("NullAway") // Kafka's own contract: null for a tombstone
    private static Record<byte[], byte[]> tombstone(SessionId session, int segment, long timestamp) {
        return new Record<>(SessionSegment.key(session, segment).getBytes(UTF_8), null, timestamp, new RecordHeaders());
    }
}
