package dev.mandate.audit.engine.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.audit.engine.incidents.OutgrownGroup;
import dev.mandate.audit.engine.sigma.reading.RuleFile;
import dev.mandate.events.risk.FindingEvent;
import dev.mandate.events.risk.SessionRisk.Level;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whoever makes so many calls, with such long values, that rules can't keep them. */
class OutgrownGroupTest {
    private static final RuleFile COUNTS_VALUES = new RuleFile("values.yml", """
        title: Asks for many things
        id: asks-for-many-things
        level: low
        correlation:
          type: value_count
          rules: reads
          group-by: session
          timespan: 2h
          condition: {gte: 900, field: input.of}
        ---
        title: Reads
        name: reads
        logsource: {product: mandate}
        detection: {selection: {tool.labels: private}, condition: selection}
        """);

    private static List<String> longValues(int call) {
        return IntStream.range(0, 16)
                .mapToObj(value -> "漢".repeat(110) + call + "-" + value)
                .toList();
    }

    @Test
    void has_it_told_and_is_restricted_for_it_and_what_came_last_is_still_kept() {
        try (var run = RiskRun.with(COUNTS_VALUES)) {
            run.at("10:00");
            for (int call = 0; call < 200; call++) {
                run.calls("crm.contacts", Map.of("of", longValues(call)));
                run.alerts();
                WrittenWithinBoundsTest.allWithinBounds(run);
            }
            assertThat(run.alerts())
                    .filteredOn(alert -> alert.findingInfo().analytic().uid().equals(OutgrownGroup.RULE.id()))
                    .hasSizeBetween(2, 10)
                    .allMatch(FindingEvent::attested);
            run.calls("crm.contacts", Map.of("of", List.of("one more")));
            assertThat(run.state().level()).isEqualTo(Level.MEDIUM);
        }
    }
}
