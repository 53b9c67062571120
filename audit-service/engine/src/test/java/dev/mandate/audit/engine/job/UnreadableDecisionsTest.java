package dev.mandate.audit.engine.job;

import static dev.mandate.audit.engine.job.RiskRun.to;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.audit.engine.deadletters.UnreadableRecords;
import dev.mandate.audit.engine.sessions.SessionStore;
import dev.mandate.events.authz.DecisionEvent;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.DeadLetter;
import dev.mandate.events.cloudevents.Envelope;
import dev.mandate.events.cloudevents.WireRecord;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import dev.mandate.events.risk.SessionRisk.Level;
import dev.mandate.events.topics.TopicCatalogue;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was allowed by a record that nobody can read may have been anything. */
class UnreadableDecisionsTest {
    private static final String RULE = "unreadable-decision";

    @ParameterizedTest
    @ValueSource(strings = {"larger than readers take", "broken", "without a value", "another's key"})
    void it_is_a_dead_letter_as_it_came_and_a_finding_and_its_session_is_doubtful_and_no_other(String how) {
        try (var run = RiskRun.withShippedRules()) {
            run.at("10:00").inSession("del_other").reads("crm.contacts");
            var record = unreadable("del_task", how);
            run.decision(record);
            assertThat(run.states()).hasSize(2).hasEntrySatisfying("del_task", state -> {
                assertThat(state.level()).isEqualTo(Level.HIGH);
                assertThat(state.rules()).containsExactly(RULE);
                assertThat(state.calls()).isZero();
            });
            assertThat(run.alerts()).singleElement().satisfies(alert -> {
                assertThat(alert.findingInfo().analytic().uid()).isEqualTo(RULE);
                assertThat(alert.severityId()).isEqualTo(4);
                assertThat(alert.unmapped().session()).isEqualTo("del_task");
                assertThat(alert.unmapped().person()).isEqualTo(RiskRun.ADA.value());
            });
            assertThat(run.deadLetters()).singleElement().satisfies(letter -> {
                assertThat(letter.value()).isEqualTo(record.value());
                assertThat(new String(
                                letter.headers().lastHeader(DeadLetter.ORIGIN).value(), UTF_8))
                        .startsWith("authz.decisions.v1/");
            });
        }
    }

    @Test
    void its_dead_letter_and_the_doubt_have_the_time_at_which_it_was_read() {
        try (var run = RiskRun.withShippedRules()) {
            run.at("10:00").decision(unreadable("del_task", "broken"));
            assertThat(run.written(TopicCatalogue.AUDIT_DEAD_LETTERS, TopicCatalogue.RISK_SESSIONS))
                    .containsExactly(Instant.parse("2026-01-15T10:00:00Z"));
        }
    }

    @Test
    void what_the_session_does_before_and_after_it_counts_and_the_doubt_stays() {
        try (var run = RiskRun.withShippedRules()) {
            run.at("10:00").reads("crm.contacts");
            run.decision(unreadable("del_task", "broken"));
            assertThat(run.state()).satisfies(state -> {
                assertThat(state.level()).isEqualTo(Level.HIGH);
                assertThat(state.calls()).isEqualTo(1);
            });
            run.at("10:05").reads("crm.contacts");
            assertThat(run.state()).satisfies(state -> {
                assertThat(state.level()).isEqualTo(Level.HIGH);
                assertThat(state.calls()).isEqualTo(2);
            });
        }
    }

    @Test
    void a_session_of_which_nothing_else_was_known_goes_on_from_the_doubt_with_a_later_revision() {
        try (var run = RiskRun.withShippedRules()) {
            run.at("10:00").decision(unreadable("del_task", "broken"));
            var doubted = run.state();
            run.reads("crm.contacts");
            assertThat(run.state()).satisfies(state -> {
                assertThat(state.level()).isEqualTo(Level.HIGH);
                assertThat(state.calls()).isEqualTo(1);
                assertThat(state.revision()).isGreaterThan(doubted.revision());
            });
        }
    }

    @Test
    void the_report_of_a_call_under_it_is_told_of_and_leaves_no_clean_session() {
        try (var run = RiskRun.withShippedRules()) {
            run.at("10:00").decision(unreadable("del_task", "larger than readers take"));
            run.callsUnder("dec_hidden", "crm.contacts", Map.of());
            run.at("10:01").calls("email", Map.of("to", to("outside.example")));
            assertThat(run.state().level()).isEqualTo(Level.HIGH);
        }
    }

    @Test
    void the_doubt_is_forgotten_with_the_session_and_no_sooner() {
        try (var run = RiskRun.withShippedRules()) {
            run.at("00:01").decision(unreadable("del_task", "broken"));
            var doubted = run.state();
            run.clockAdvances(SessionStore.FORGOTTEN.minusMinutes(2));
            assertThat(run.state()).isNull();
            run.clockAdvances(java.time.Duration.ofMinutes(4));
            assertThat(run.state()).satisfies(last -> {
                assertThat(last.deleted()).isTrue();
                assertThat(last.revision()).isGreaterThan(doubted.revision());
            });
        }
    }

    @Test
    void under_a_key_that_is_no_session_it_is_told_of_and_can_be_held_against_none() {
        try (var run = RiskRun.withShippedRules()) {
            run.at("10:00").decision(unreadable("unknown", "broken"));
            run.decision(new WireRecord(null, Map.of(), "{".getBytes(UTF_8)));
            assertThat(run.states()).isEmpty();
            assertThat(run.alerts())
                    .hasSize(2)
                    .allSatisfy(alert -> assertThat(alert.unmapped().session()).isNull());
        }
    }

    @Test
    void a_record_of_a_type_that_came_later_is_told_of_and_casts_no_doubt() {
        try (var run = RiskRun.withShippedRules()) {
            var decided = unreadable("del_task", "broken");
            var headers = new HashMap<>(decided.headers());
            headers.put("ce_type", "authz.something.v9");
            run.at("10:00").decision(new WireRecord(decided.key(), headers, "{}".getBytes(UTF_8)));
            assertThat(run.states()).isEmpty();
            assertThat(run.alerts()).hasSize(1);
        }
    }

    @Test
    void a_flood_of_unreadable_actions_leaves_room_for_it() {
        try (var run = RiskRun.withShippedRules()) {
            run.at("10:00");
            for (int i = 0; i < 2 * UnreadableRecords.MAX_GROUPS; i++)
                run.record(new WireRecord(("del_" + i).getBytes(UTF_8), Map.of(), "{".getBytes(UTF_8)));
            run.decision(unreadable("del_task", "broken"));
            assertThat(run.alerts().stream()
                            .map(alert -> alert.findingInfo().analytic().uid()))
                    .contains(RULE);
        }
    }

    private static WireRecord unreadable(String key, String how) {
        var decided = RiskRun.decided(
                new DecisionId("dec_hidden"),
                new SessionId("del_task"),
                new IdentityId("agt_first"),
                "crm.contacts",
                true,
                RiskRun.MIDNIGHT);
        var wire = CloudEventCodec.encode(
                DecisionEvent.FAMILY, new Envelope<>("urn:mandate:authz", "dec_hidden", decided.at(), decided, null));
        var value = wire.value();
        var given = List.of("broken", "without a value", "another's key").indexOf(how);
        if (given < 0) {
            value = Arrays.copyOf(value, DecisionEvent.FAMILY.topic().maxBytes() + 1);
            Arrays.fill(value, wire.value().length, value.length, (byte) ' ');
        }
        if (given == 0) value = Arrays.copyOf(value, value.length - 1);
        if (given == 1) value = null;
        if (given == 2)
            value = new String(value, UTF_8)
                    .replace("\"session\":\"del_task\"", "\"session\":\"del_elsewhere\"")
                    .getBytes(UTF_8);
        return new WireRecord(key.getBytes(UTF_8), wire.headers(), value);
    }
}
