package dev.mandate.events.administration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.administration.Actor.Acting;
import dev.mandate.events.authz.PolicyRecord;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.risk.FindingEvent;
import dev.mandate.events.risk.RuleState;
import dev.mandate.events.risk.SuppressionState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code actor} came beside {@code by}, so that neither old records nor old readers are lost. */
class ActorOnRecordTest {
    private static final Instant NOON = Instant.parse("2026-11-02T12:00:00Z");
    private static final Actor ACTOR = new Actor("per_ada", "console", List.of(new Acting("agt_desk", null)));
    private static final String BY = ACTOR.acting();

    static Stream<Object> records() {
        return Stream.of(
                new PolicyRecord.Activation(
                        "main", 4, false, null, null, NOON, BY, PolicyRecord.PolicySetChange.DEACTIVATED, ACTOR),
                new RuleState("rule", 1, false, null, true, null, null, NOON, BY, ACTOR),
                new SuppressionState("5f2c", 1, false, "rule", Map.of(), NOON, "known", BY, ACTOR),
                new FindingEvent.Triage(BY, NOON, null, ACTOR));
    }

    @ParameterizedTest
    @MethodSource("records")
    void who_did_it_by_which_client_and_through_whom_is_read_as_it_was_written(Object record) throws Exception {
        var json = EventJson.mapper().valueToTree(record);
        assertThat(EventJson.mapper().treeToValue(json, record.getClass())).isEqualTo(record);
        assertThat(json.path("actor").path("client").textValue()).isEqualTo("console");
    }

    @ParameterizedTest
    @MethodSource("records")
    void an_older_reader_still_finds_the_text_that_it_knows(Object record) {
        assertThat(EventJson.mapper().valueToTree(record).path("by").textValue())
                .isEqualTo("agt_desk");
    }
}
