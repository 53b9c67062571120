package dev.mandate.audit.engine.groups;

import static dev.mandate.audit.engine.job.RiskRun.rule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.audit.engine.calls.RiskEvent;
import dev.mandate.audit.engine.calls.RiskFields;
import dev.mandate.audit.engine.job.RiskRun;
import dev.mandate.audit.engine.sigma.correlation.Match;
import dev.mandate.audit.engine.sigma.correlation.RuleBook;
import dev.mandate.audit.engine.sigma.reading.Compilation;
import dev.mandate.audit.engine.sigma.reading.RuleFile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.StoreBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A rule that groups by what an agent may choose freely, beside one that groups by session, in the stores of one task. */
class UnboundedGroupsTest {
    private static final int VALUES = 100_000;
    private static final Instant BEGIN = Instant.parse("2026-01-15T10:00:00Z");

    private static final RuleFile BY_ARGUMENT = new RuleFile("unbounded.yml", """
        title: Asked for twice
        id: asked-for-twice
        level: low
        correlation:
          type: event_count
          rules: reads
          group-by: input.id
          timespan: 10m
          condition: {gte: 2}
        ---
        title: Reads
        name: reads
        logsource: {product: mandate}
        detection: {selection: {tool.labels: read}, condition: selection}
        """);

    private final RuleBook rules = Compilation.of(List.of(rule("data-exfiltration"), BY_ARGUMENT), RiskFields.NAMES)
            .orThrow();
    private final Stores stores = new Stores();
    private final MockProcessorContext<byte[], byte[]> context = new MockProcessorContext<>();
    private final GroupStore store = opened();

    /** Collects what the job would be built with. */
    private static final class Stores extends StreamsBuilder {
        private final List<StateStore> made = new ArrayList<>();

        @Override
        public synchronized StreamsBuilder addStateStore(StoreBuilder<?> store) {
            made.add(store.withLoggingDisabled().withCachingDisabled().build());
            return this;
        }

        long rows() {
            return made.stream().mapToLong(RiskRun::entries).sum();
        }
    }

    private GroupStore opened() {
        var names = GroupStore.Names.ELSEWHERE;
        names.addTo(stores);
        for (var made : stores.made) {
            made.init(context.getStateStoreContext(), made);
            context.addStateStore(made);
        }
        return GroupStore.open(context, names);
    }

    @AfterEach
    void close() {
        stores.made.forEach(StateStore::close);
    }

    @Test
    void a_hundred_thousand_values_are_forgotten_by_halves_which_is_counted_and_take_no_other_rules_room() {
        assertThat(call(0, Map.of("session", "s1", "tool.labels", "private"))).isEmpty();
        for (int value = 0; value < VALUES; value++)
            call(value + 1, Map.of("session", "s" + value % 10, "tool.labels", "read", "input.id", "v" + value));
        assertThat(stores.rows()).isLessThanOrEqualTo(2L * GroupStore.MAX_GROUPS + 2);
        assertThat(crowdedOut()).isGreaterThanOrEqualTo(VALUES - GroupStore.MAX_GROUPS);
        assertThat(call(VALUES + 1, Map.of("session", "s9", "tool.labels", "read", "input.id", "v" + (VALUES - 1))))
                .as("the newest are known")
                .extracting(match -> match.rule().id())
                .containsExactly("asked-for-twice");
        assertThat(call(VALUES + 2, Map.of("session", "s1", "tool.labels", "egress", "recipient.external", true)))
                .as("what others wait for is not forgotten")
                .singleElement()
                .satisfies(match -> assertThat(match.group().shared()).containsEntry("session", "s1"));
    }

    private List<Match> call(int number, Map<String, Object> fields) {
        var values = new LinkedHashMap<String, List<Object>>();
        fields.forEach((name, value) -> values.put(name, List.of(value)));
        var event = new RiskEvent("e" + number, BEGIN.plusMillis(number), values);
        var matches = new ArrayList<Match>();
        for (var group : GroupEvent.of(rules.groups(event), event)) {
            var advance = store.advance(rules, group, BEGIN.toEpochMilli() + number);
            group.rules().forEach(advance::by);
            matches.addAll(advance.stored());
        }
        return matches;
    }

    private double crowdedOut() {
        return context.metrics().metrics().entrySet().stream()
                .filter(metric -> metric.getKey().name().equals("crowded-out-total"))
                .mapToDouble(metric -> (Double) metric.getValue().metricValue())
                .sum();
    }
}
