package dev.mandate.audit.engine.groups;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.audit.engine.bounds.Bounds;
import dev.mandate.audit.engine.calls.RiskEvent;
import dev.mandate.audit.engine.sigma.correlation.chains.GroupValues;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GroupEventTest {
    private static final Instant TEN = Instant.parse("2026-01-15T10:00:00Z");

    @Test
    void an_event_for_more_rules_than_a_record_can_name_is_told_in_several() {
        var rules = IntStream.range(0, 2_000).mapToObj(i -> i + "r".repeat(200)).toList();
        var keys = rules.stream()
                .map(rule -> new GroupValues(List.of("agent"), List.of("agt_a"), false).of(rule))
                .toList();
        var events = GroupEvent.of(keys, new RiskEvent("id", TEN, Map.of()));
        assertThat(events).hasSizeGreaterThan(1);
        assertThat(events.stream().flatMap(event -> event.rules().stream())).containsExactlyElementsOf(rules);
        var serde = GroupEventSerde.serde();
        assertThat(events)
                .allSatisfy(event -> assertThat(serde.serializer().serialize("", event).length)
                        .isLessThan(Bounds.EVENT_RULES + 1_000));
    }
}
