package dev.mandate.audit.risk;

import dev.mandate.audit.sigma.RuleBook;
import dev.mandate.events.topics.Topic;
import dev.mandate.events.topics.TopicCatalogue;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;

/**
 * The risk job. Its shape never depends on the rules, so that publishing a rule is no redeployment: groups by session are
 * correlated where the session's partition is read, all others after one fixed hop keyed by rule and group values.
 */
final class RiskTopology {
    static final List<String> DEAD_LETTERS = TopicCatalogue.all().stream()
            .filter(topic -> topic.kind() == Topic.Kind.DEAD_LETTERS)
            .map(Topic::name)
            .toList();
    private static final Serde<byte[]> BYTES = Serdes.ByteArray();

    private RiskTopology() {}

    /** @param rules asked anew for each event, so that a swap takes effect at once */
    static Topology topology(Supplier<RuleBook> rules, Surroundings surroundings) {
        var builder = new StreamsBuilder();
        var taken = builder.stream(
                        TopicCatalogue.AGENT_ACTIONS.name(),
                        Consumed.with(BYTES, BYTES).withName("actions"))
                .process(() -> new ReadActions(rules, surroundings), Named.as("read"));
        deadLetters(taken);

        var events = taken.filter((key, value) -> value instanceof Taken.Concerning, Named.as("concerning"))
                .mapValues(value -> ((Taken.Concerning) value).event(), Named.as("group-event"));
        var here = events.filter((key, value) -> value.group().bySession(), Named.as("by-session"));
        var elsewhere = events.filterNot((key, value) -> value.group().bySession(), Named.as("by-other-values"))
                .repartition(Repartitioned.with(BYTES, RiskSerdes.json(GroupEvent.class))
                        .withName("groups")
                        .withNumberOfPartitions(TopicCatalogue.AGENT_ACTIONS.partitions()));
        correlated(builder, here, rules, "sessions");
        correlated(builder, elsewhere, rules, "groups");

        var letters = builder.stream(DEAD_LETTERS, Consumed.with(BYTES, BYTES).withName("dead-letters"));
        letters.process(ConflictingDuplicates::new, Named.as("conflicting-duplicates"))
                .to(TopicCatalogue.RISK_FINDINGS.name(), findings("conflicts"));
        UnreadableActions.addStore(builder);
        letters.process(
                        () -> new UnreadableActions(surroundings),
                        Named.as("unreadable-actions"),
                        UnreadableActions.STORE)
                .to(TopicCatalogue.RISK_FINDINGS.name(), findings("unreadable"));
        return builder.build();
    }

    private static void deadLetters(KStream<byte[], Taken> taken) {
        taken.filter((key, value) -> value instanceof Taken.Refused, Named.as("refused"))
                .mapValues(value -> ((Taken.Refused) value).value(), Named.as("original"))
                .to(
                        TopicCatalogue.AUDIT_DEAD_LETTERS.name(),
                        Produced.with(BYTES, BYTES).withName("refused-actions"));
    }

    private static void correlated(
            StreamsBuilder builder, KStream<byte[], GroupEvent> events, Supplier<RuleBook> rules, String name) {
        var names = new GroupStore.Names(name);
        names.addTo(builder);
        events.process(
                        () -> new Correlate(rules, names),
                        Named.as("correlate-" + name),
                        names.states(),
                        names.evidence())
                .to(TopicCatalogue.RISK_FINDINGS.name(), findings(name + "-findings"));
    }

    private static Produced<byte[], byte[]> findings(String name) {
        return Produced.with(BYTES, BYTES).withName(name);
    }
}
