package dev.mandate.audit.engine.job;

import dev.mandate.audit.engine.commits.CommitPace;
import dev.mandate.audit.engine.completeness.Inputs;
import dev.mandate.audit.engine.completeness.Mark;
import dev.mandate.audit.engine.completeness.PassMarks;
import dev.mandate.audit.engine.completeness.WriteMarks;
import dev.mandate.audit.engine.deadletters.ConflictingDuplicates;
import dev.mandate.audit.engine.deadletters.UnreadableRecords;
import dev.mandate.audit.engine.groups.Correlate;
import dev.mandate.audit.engine.groups.GroupEventSerde;
import dev.mandate.audit.engine.groups.GroupStore.Names;
import dev.mandate.audit.engine.profiles.Learn;
import dev.mandate.audit.engine.profiles.ProfileSample;
import dev.mandate.audit.engine.records.DeadLetterFilter;
import dev.mandate.audit.engine.records.Guarded;
import dev.mandate.audit.engine.records.Wire;
import dev.mandate.audit.engine.sessions.SessionMatch;
import dev.mandate.audit.engine.sessions.SessionStates;
import dev.mandate.audit.engine.sessions.SessionStore;
import dev.mandate.audit.engine.sessions.SessionWriter;
import dev.mandate.audit.engine.sigma.correlation.RuleBook;
import dev.mandate.audit.engine.stored.RiskSerdes;
import dev.mandate.audit.engine.surroundings.Surroundings;
import dev.mandate.events.cloudevents.Receipt;
import dev.mandate.events.topics.Topic;
import dev.mandate.events.topics.TopicCatalogue;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * The risk job. Its shape never depends on the rules, so that publishing a rule is no redeployment: groups by session are
 * correlated where the session's partition is read, all others after one fixed hop keyed by what the group's events share.
 *
 * <p>Marks go the same way, from each task to all tasks of the next stage: when they are home, everything before them is too.
 */
public final class RiskTopology {
    static final List<String> DEAD_LETTERS = TopicCatalogue.all().stream()
            .filter(topic -> topic.kind() == Topic.Kind.DEAD_LETTERS)
            .map(Topic::name)
            .toList();

    /** Stages that each call goes to, without being shown to all others. */
    static final String CONCERNING = "concerning";

    static final String STATE = "state";

    private static final int PARTITIONS = TopicCatalogue.AGENT_ACTIONS.partitions();
    private static final Names SESSIONS = Names.SESSIONS;
    private static final Names ELSEWHERE = Names.ELSEWHERE;
    private static final Serde<byte[]> BYTES = Serdes.ByteArray();
    private static final Serde<ProfileSample> LESSONS = RiskSerdes.json(ProfileSample.class);
    private static final Serde<SessionMatch> MATCHES = RiskSerdes.json(SessionMatch.class);

    private RiskTopology() {}

    /**
     * For calls that all have decisions: nobody tells how far those were read, so that an action whose decision never comes waits for ever.
     *
     * @param rules asked anew for each event, so that a swap takes effect at once
     */
    public static Topology topology(Supplier<RuleBook> rules, Surroundings surroundings) {
        return topology(rules, surroundings, Inputs.allAtHand(), new CommitPace());
    }

    /**
     * @param inputs say how far has been read; without them nothing is vouched for, and no decision is missing
     * @param commits that the clients know too
     */
    public static Topology topology(
            Supplier<RuleBook> rules, Surroundings surroundings, Inputs inputs, CommitPace commits) {
        return topology(new StreamsBuilder(), rules, surroundings, inputs, commits);
    }

    /** @param builder decides where state is kept */
    public static Topology topology(
            StreamsBuilder builder,
            Supplier<RuleBook> rules,
            Surroundings surroundings,
            Inputs inputs,
            CommitPace commits) {
        SessionStore.addTo(builder, surroundings.storedForm());
        var taken = builder.stream(
                        List.of(TopicCatalogue.AUTHZ_DECISIONS.name(), TopicCatalogue.AGENT_ACTIONS.name()),
                        Consumed.with(BYTES, BYTES).withName("actions").withTimestampExtractor(new DecisionsFirst()))
                .process(
                        () -> new ReadActions(rules, surroundings, inputs, commits, Receipt::digest),
                        Named.as("read"),
                        SessionStore.WITH_ATTESTATIONS);
        deadLetters(taken);
        failing(taken);
        states(taken);
        samples(builder, taken, commits);

        var events = taken.filter((key, value) -> value instanceof ProcessingResult.Concerning, Named.as(CONCERNING))
                .mapValues(value -> ((ProcessingResult.Concerning) value).event(), Named.as("event"));
        var here = events.filter((key, value) -> value.group().bySession(), Named.as("by-session"))
                .merge(marks(taken, "here"));
        var elsewhere = written(
                        events.filterNot((key, value) -> value.group().bySession(), Named.as("by-other-values")),
                        GroupEventSerde.serde(),
                        "group-event")
                .merge(marks(taken, "read"))
                .repartition(repartitioned(ELSEWHERE.prefix()));
        SESSIONS.addTo(builder);
        found(
                here.process(
                        // What it fails at is refused as the action that it was made of.
                        () -> Correlate.atHome(rules, surroundings, inputs),
                        Named.as("correlate-" + SESSIONS.prefix()),
                        Stream.concat(SESSIONS.all().stream(), Stream.of(SessionStore.ALL))
                                .toArray(String[]::new)),
                SESSIONS.prefix());
        ELSEWHERE.addTo(builder);
        var found = found(
                guarded(
                        elsewhere, // with the marks: until when a group rests is known from them
                        () -> Correlate.elsewhere(rules, surroundings, inputs, PARTITIONS),
                        GroupEventSerde.serde(),
                        commits,
                        "correlate-groups",
                        ELSEWHERE.all().toArray(String[]::new)),
                ELSEWHERE.prefix());
        home(
                found,
                elsewhere
                        .filter((key, value) -> value == null, Named.as("groups-marks"))
                        .process(() -> new PassMarks<byte[], byte[]>(PARTITIONS), Named.as("pass-marks")),
                commits);

        var letters = builder.stream(DEAD_LETTERS, Consumed.with(BYTES, BYTES).withName("dead-letters"));
        letters.process(
                        () -> Guarded.ofLetters(new ConflictingDuplicates(), commits),
                        Named.as("conflicting-duplicates"))
                .to(TopicCatalogue.RISK_FINDINGS.name(), findings("conflicts"));
        for (var kind : UnreadableRecords.Kind.values())
            UnreadableRecords.in(letters, kind, builder, surroundings, commits)
                    .to(TopicCatalogue.RISK_FINDINGS.name(), findings("findings-of-" + kind.named()));
        return builder.build();
    }

    /** As bytes from here on, so that the next stage can keep what it can't read. */
    private static <T> KStream<byte[], byte[]> written(KStream<byte[], T> values, Serde<T> serde, String name) {
        return values.mapValues(value -> serde.serializer().serialize(name, value), Named.as(name));
    }

    private static KStream<byte[], byte[]> withoutMarks(KStream<byte[], byte[]> records, String stage) {
        return records.filterNot((key, value) -> value == null, Named.as("to-" + stage));
    }

    /** What a stage makes of the records; what it can't take goes to the dead letters. */
    private static <V> KStream<byte[], byte[]> guarded(
            KStream<byte[], byte[]> records,
            Supplier<Processor<byte[], V, byte[], byte[]>> stage,
            Serde<V> values,
            CommitPace commits,
            String name,
            String... stores) {
        var made =
                records.process(() -> Guarded.of(stage.get(), values.deserializer(), commits), Named.as(name), stores);
        made.process(() -> new DeadLetterFilter(true), Named.as(name + "-letters"))
                .to(
                        TopicCatalogue.AUDIT_DEAD_LETTERS.name(),
                        Produced.with(BYTES, BYTES).withName(name + "-refused"));
        return made.process(() -> new DeadLetterFilter(false), Named.as(name + "-made"));
    }

    private static KStream<byte[], byte[]> found(KStream<byte[], byte[]> findings, String name) {
        findings.to(TopicCatalogue.RISK_FINDINGS.name(), findings(name + "-findings"));
        return findings;
    }

    private static void failing(KStream<byte[], ProcessingResult> taken) {
        taken.filter((key, value) -> value instanceof ProcessingResult.Failing, Named.as("failing"))
                .process(WriteFindings::new, Named.as("write-failing"))
                .to(TopicCatalogue.RISK_FINDINGS.name(), findings("failing-rules"));
    }

    private static void states(KStream<byte[], ProcessingResult> taken) {
        taken.filter((key, value) -> value instanceof ProcessingResult.State, Named.as(STATE))
                .process(WriteStates::new, Named.as("write-states"), SessionWriter.STORE)
                .to(
                        TopicCatalogue.RISK_SESSIONS.name(),
                        findings("session-states").withStreamPartitioner(SessionWriter.bySession()));
    }

    /** What a session teaches goes to the one task that has its agent's profile. */
    private static void samples(StreamsBuilder builder, KStream<byte[], ProcessingResult> taken, CommitPace commits) {
        Learn.addTo(builder);
        var ended = taken.filter((key, value) -> value instanceof ProcessingResult.Ended, Named.as("ended"))
                .mapValues(value -> ((ProcessingResult.Ended) value).sample(), Named.as("taught"));
        var samples =
                written(ended, LESSONS, "lesson").merge(marks(taken, "taught")).repartition(repartitioned("lessons"));
        guarded(withoutMarks(samples, "learn"), Learn::new, LESSONS, commits, "learn", Learn.STORE)
                .to(TopicCatalogue.RISK_PROFILES.name(), findings("profiles"));
        vouchedFor(
                samples.filter((key, value) -> value == null, Named.as("lessons-marks")),
                TopicCatalogue.RISK_PROFILES,
                commits,
                profiles -> {});
    }

    /** What was found elsewhere about a session goes to the session's own task; and so does, until when all was looked for. */
    private static void home(KStream<byte[], byte[]> findings, KStream<byte[], byte[]> marks, CommitPace commits) {
        var matches = findings.flatMap((key, finding) -> SessionMatch.of(finding), Named.as("session-match"));
        var home = written(matches, MATCHES, "match").merge(marks).repartition(repartitioned("matches"));
        // Their states are told with all others of the task, by WriteStates.
        var unused = guarded(
                withoutMarks(home, "session-matches"),
                SessionStates::new,
                MATCHES,
                commits,
                "session-matches",
                SessionStore.WITH_TOLD);
        vouchedFor(
                home.filter((key, value) -> value == null, Named.as("home-marks")),
                TopicCatalogue.RISK_SESSIONS,
                commits,
                SessionWriter::tellNow,
                SessionWriter.STORE);
    }

    /** The marks of all tasks of the stage before become what owners of state topics write. */
    private static <I> void vouchedFor(
            KStream<byte[], I> marks,
            Topic topic,
            CommitPace commits,
            Consumer<ProcessorContext<?, ?>> before,
            String... stores) {
        marks.process(
                        () -> new WriteMarks<I>(Wire.SOURCE, PARTITIONS, commits, before),
                        Named.as("vouch-for-" + topic.name()),
                        stores)
                .to(
                        topic.name(),
                        findings("complete-until-" + topic.name()).withStreamPartitioner(WriteMarks.ownPartition()));
    }

    /** A mark has no value, whatever is on the stream beside it. */
    @SuppressWarnings("NullAway")
    private static <I, O> KStream<byte[], O> marks(KStream<byte[], I> stream, String name) {
        return stream.filter((key, value) -> value == null, Named.as(name + "-marks"))
                .mapValues(value -> (O) null, Named.as(name + "-mark"));
    }

    private static Repartitioned<byte[], byte[]> repartitioned(String name) {
        return Repartitioned.with(BYTES, BYTES)
                .withName(name)
                .withStreamPartitioner(Mark.everywhere())
                .withNumberOfPartitions(PARTITIONS);
    }

    private static void deadLetters(KStream<byte[], ProcessingResult> taken) {
        taken.filter((key, value) -> value instanceof ProcessingResult.Refused, Named.as("refused"))
                .mapValues(value -> ((ProcessingResult.Refused) value).value(), Named.as("original"))
                .to(
                        TopicCatalogue.AUDIT_DEAD_LETTERS.name(),
                        Produced.with(BYTES, BYTES).withName("refused-actions"));
    }

    private static Produced<byte[], byte[]> findings(String name) {
        return Produced.with(BYTES, BYTES).withName(name);
    }
}
