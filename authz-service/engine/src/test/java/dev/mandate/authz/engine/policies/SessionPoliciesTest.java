package dev.mandate.authz.engine.policies;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.authz.engine.policies.SessionPolicies.Stop;
import dev.mandate.authz.engine.sessions.SessionTally;
import dev.mandate.events.ids.SessionId;
import dev.mandate.events.lifecycle.CatalogEntry;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.events.risk.SessionRisk;
import dev.mandate.events.risk.SessionRisk.Level;
import dev.mandate.events.risk.SessionRisk.Origin;
import dev.mandate.events.risk.SessionRisk.SeenIdentifier;
import dev.mandate.provenance.CallReader;
import dev.mandate.provenance.Task;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What no word of the task asks for, after a mail was read, by whom it reaches. */
class SessionPoliciesTest {
    private static final Stop HELD = new Stop("session-nothing-unasked-after-strangers", true);
    private static final String OWN = "me@own.example";

    private static List<Stop> stops(Map<String, Object> arguments, ToolLabel... labels) {
        return stops(Map.of("type", "object"), arguments, labels);
    }

    private static List<Stop> stops(Map<String, Object> schema, Map<String, Object> arguments, ToolLabel... labels) {
        return stops(List.of(), schema, arguments, labels);
    }

    private static List<Stop> stops(
            List<String> task, Map<String, Object> schema, Map<String, Object> arguments, ToolLabel... labels) {
        var session = new SessionRisk(
                new SessionId("del_task"),
                1,
                false,
                Level.NONE,
                List.of(),
                Set.of(ToolLabel.PRIVATE, ToolLabel.UNTRUSTED),
                2,
                1,
                1,
                false,
                task,
                List.of(new SeenIdentifier(OWN, Origin.RESULT, 1, false, null, List.of())),
                null,
                Set.of(),
                null,
                Instant.EPOCH);
        var tool = new CatalogEntry.Tool("own.tool", 1, false, "own.tool", "app", Set.of(labels), schema);
        var facts = CallReader.ALL.read(session, tool.id(), tool, arguments, Task.of("What did Bo write to me?"));
        return SessionPolicies.shipped()
                .stops(session, SessionTally.NONE, tool.id(), tool, arguments, facts, host -> true);
    }

    @Test
    void what_is_sent_to_those_alone_whom_a_result_of_one_s_own_showed_waits_for_nobody() {
        assertThat(stops(Map.of("to", OWN), ToolLabel.EGRESS)).isEmpty();
        assertThat(stops(Map.of("to", List.of(OWN, "else@own.example")), ToolLabel.EGRESS))
                .containsExactly(HELD);
        assertThat(stops(Map.of("text", "hello"), ToolLabel.EGRESS)).containsExactly(HELD);
    }

    @Test
    void money_and_what_is_destroyed_wait_whoever_is_named() {
        assertThat(stops(Map.of("to", OWN), ToolLabel.MONEY)).containsExactly(HELD);
        assertThat(stops(Map.of("to", OWN), ToolLabel.EGRESS, ToolLabel.DESTROY))
                .containsExactly(HELD);
    }

    @Test
    void a_right_that_nothing_asks_for_is_none_of_the_task_s_though_it_is_to_what_the_task_names() {
        var given = Map.<String, Object>of("repository", "acme/app", "who", "somebody");
        var anything = Map.<String, Object>of("type", "object");
        var denied = new Stop("session-no-rights-after-strangers", false);
        assertThat(stops(List.of("acme/app"), anything, given, ToolLabel.GRANT)).containsExactly(denied, HELD);
        assertThat(stops(List.of("acme/app"), anything, given, ToolLabel.EGRESS))
                .isEmpty();
    }

    @Test
    void who_only_asks_what_was_written_has_nothing_changed() {
        assertThat(stops(Map.of("text", "hello"), ToolLabel.STATE)).containsExactly(HELD);
    }

    @Test
    void a_page_is_opened_and_what_opens_pages_and_can_destroy_waits() {
        var page = Map.<String, Object>of("url", "news.example");
        assertThat(stops(page, ToolLabel.EGRESS, ToolLabel.UNTRUSTED)).isEmpty();
        for (var more : List.of(ToolLabel.MONEY, ToolLabel.DESTROY))
            assertThat(stops(page, ToolLabel.EGRESS, ToolLabel.UNTRUSTED, more)).containsExactly(HELD);
    }

    @Test
    void what_is_cleared_by_a_tool_that_can_be_told_nothing_waits_only_where_it_reaches_somebody() {
        assertThat(stops(Map.of(), ToolLabel.DESTROY, ToolLabel.STATE)).isEmpty();
        assertThat(stops(Map.of("query", ""), ToolLabel.DESTROY, ToolLabel.STATE))
                .containsExactly(HELD);
        assertThat(stops(Map.of("all", true), ToolLabel.DESTROY, ToolLabel.STATE))
                .containsExactly(HELD);
        assertThat(stops(Map.of(), ToolLabel.DESTROY, ToolLabel.EGRESS)).containsExactly(HELD);
    }

    @Test
    void what_can_be_told_what_goes_waits_where_it_is_told_nothing_too() {
        for (var schema : List.<Map<String, Object>>of(
                Map.of("type", "object", "properties", Map.of("query", Map.of("type", "string"))),
                Map.of("type", "object", "patternProperties", Map.of("^q", Map.of())),
                Map.of("type", "object", "additionalProperties", true),
                Map.of("type", "object", "additionalProperties", Map.of("type", "string")),
                Map.of("type", "object", "allOf", List.of(Map.of("properties", Map.of("query", Map.of()))))))
            assertThat(stops(schema, Map.of(), ToolLabel.DESTROY)).containsExactly(HELD);
        var nothing = Map.<String, Object>of(
                "type", "object", "properties", Map.of(), "required", List.of(), "additionalProperties", false);
        assertThat(stops(nothing, Map.of(), ToolLabel.DESTROY)).isEmpty();
    }
}
