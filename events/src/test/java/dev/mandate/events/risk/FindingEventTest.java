package dev.mandate.events.risk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FindingEventTest {
    @Test
    void the_severities_of_ocsf_that_rules_have_are_named_and_no_others() {
        assertThat(FindingEvent.severityName(1)).isEqualTo("informational");
        assertThat(FindingEvent.severityName(FindingEvent.HIGH)).isEqualTo("high");
        assertThat(FindingEvent.severityName(FindingEvent.CRITICAL)).isEqualTo("critical");
        for (var other : new int[] {-1, 0, 6, 99})
            assertThat(FindingEvent.severityName(other)).isNull();
    }
}
