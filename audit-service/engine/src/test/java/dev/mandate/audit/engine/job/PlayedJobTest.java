package dev.mandate.audit.engine.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.audit.engine.rules.ShippedRules;
import dev.mandate.audit.engine.sigma.reading.RuleFile;
import dev.mandate.events.actions.ActionEvent;
import dev.mandate.events.actions.ActionEvent.ToolCalled;
import dev.mandate.events.actions.ToolResult;
import dev.mandate.events.actions.ToolResult.Status;
import dev.mandate.events.authz.DecisionEvent;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.cloudevents.WireRecord;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.events.risk.FindingEvent;
import dev.mandate.events.risk.ProfileTally;
import dev.mandate.events.risk.SessionRisk;
import dev.mandate.events.topics.Topic;
import dev.mandate.events.topics.TopicCatalogue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

/** What is played is what Kafka Streams makes of the same records. */
class PlayedJobTest {
    private static final IdentityId AGENT = new IdentityId("agt_first");
    private static final Instant NOON = RiskRun.MIDNIGHT.plus(Duration.ofHours(12));

    @Test
    void findings_of_sessions_and_of_agents_and_the_states_after_them_are_those_of_the_topology() {
        var rules = StreamedSessions.rules().toArray(RuleFile[]::new);
        try (var run = known(RiskRun.with(rules));
                var beside = known(RiskRun.with(rules))) {
            var both = new Both(run, beside);
            for (var step : new StreamedSessions(40).steps) both.take(step.decision(), step.action());
            assertThat(both.findings).isGreaterThan(40);
            both.pass(Duration.ofHours(25));
        }
    }

    @Test
    void what_sessions_teach_and_what_is_judged_by_it_is_that_of_the_topology() {
        try (var run = known(RiskRun.withShippedRules());
                var beside = known(RiskRun.withShippedRules())) {
            var both = new Both(run, beside);
            var random = new Random(7);
            for (int session = 0; session < 60; session++) {
                both.plays(session, random);
                if (session % 12 == 11) both.pass(Duration.ofMinutes(62));
            }
            assertThat(both.findings).isGreaterThan(10);
            assertThat(both.taught).isGreaterThan(50);
        }
    }

    @Test
    void what_cannot_be_taken_is_told_with_its_reason() {
        try (var beside = RiskRun.withShippedRules()) {
            var job = new PlayedJob(ShippedRules::compile, beside.surroundings(), NOON);
            var none = new WireRecord("key".getBytes(), Map.of(), "no event".getBytes());
            job.action(none);
            assertThat(job.refused()).singleElement().asString().contains("ce_specversion is missing");
            assertThat(job.refused()).isEmpty();
            job.action(DecodedAction.of(none));
            assertThat(job.refused()).singleElement().asString().contains("ce_specversion is missing");
        }
    }

    private static RiskRun known(RiskRun run) {
        return run.tool(StreamedSessions.READS, ToolLabel.PRIVATE)
                .tool(StreamedSessions.SENDS, ToolLabel.EGRESS)
                .tool("mail.read", ToolLabel.PRIVATE, ToolLabel.UNTRUSTED)
                .tool("bank.pay", ToolLabel.MONEY)
                .saying("Please read my mails and pay what is due")
                .clockAt("12:00");
    }

    /** The same records go to the job in Kafka Streams and to the one that is played, and each time they have said the same. */
    private static final class Both {
        private final RiskRun run;
        private final RiskRun beside;
        private final PlayedJob job;
        private int sent;
        int findings;
        int taught;

        /** @param beside has what the played job knows besides, so that each learns for itself */
        Both(RiskRun run, RiskRun beside) {
            this.run = run;
            this.beside = beside;
            this.job = new PlayedJob(beside::rules, beside.surroundings(), NOON);
        }

        void take(WireRecord decision, WireRecord action) {
            run.decision(decision).record(action);
            job.decision(decision);
            job.action(action);
            compare();
        }

        /** The one that is played is given the decision as it was made, and the action read. */
        private void take(DecisionEvent.Decided made, WireRecord decision, WireRecord action) {
            run.decision(decision).record(action);
            job.decision(made);
            job.action(DecodedAction.of(action));
            compare();
        }

        void plays(int number, Random random) {
            var session = new SessionId("del_" + number);
            call(
                    session,
                    number,
                    "mail.read",
                    Map.of(),
                    "p" + random.nextInt(4) + "@outside.example",
                    "DE75512108001245126199");
            for (int call = random.nextInt(4); call >= 0; call--) {
                pass(Duration.ofSeconds(2));
                if (random.nextBoolean()) call(session, number, StreamedSessions.READS, Map.of("id", call));
                else if (random.nextBoolean())
                    call(session, number, "bank.pay", Map.of("to", "DE75512108001245126199"));
                else
                    call(
                            session,
                            number,
                            StreamedSessions.SENDS,
                            Map.of("to", "p" + random.nextInt(6) + "@outside.example", "text", "as promised"));
            }
        }

        private void call(SessionId session, int kind, String tool, Map<String, Object> arguments, String... shown) {
            var id = "e" + sent++;
            var decision = new DecisionId("dec_" + id);
            var at = run.clock();
            var decided = RiskRun.decided(decision, session, AGENT, tool, true, at);
            take(
                    decided,
                    RiskRun.encoded(DecisionEvent.FAMILY, "urn:test", "d" + id, at, decided),
                    RiskRun.encoded(
                            ActionEvent.FAMILY,
                            "urn:test",
                            id,
                            at,
                            new ToolCalled(
                                    session,
                                    AGENT,
                                    null,
                                    decision,
                                    tool,
                                    arguments,
                                    at,
                                    new ToolResult(Status.SUCCEEDED, 400, List.of(shown), null),
                                    List.of(),
                                    "kind" + kind % 5)));
        }

        void pass(Duration time) {
            run.clockAdvances(time);
            job.pass(time);
            compare();
        }

        /** What is found by a hop is told by whoever writes it as covering what was told before; there is no topic here. */
        private static List<SessionRisk> withoutPlaces(List<SessionRisk> states) {
            return states.stream().map(state -> state.upTo(null)).toList();
        }

        private void compare() {
            var written = run.written();
            var found = read(written, TopicCatalogue.RISK_FINDINGS, FindingEvent.class);
            assertThat(job.findings()).isEqualTo(found);
            var states = written.getOrDefault(TopicCatalogue.RISK_SESSIONS.name(), List.of()).stream()
                    .map(run::whole)
                    .flatMap(Optional::stream)
                    .toList();
            assertThat(withoutPlaces(job.states())).isEqualTo(withoutPlaces(states));
            var tallies = read(written, TopicCatalogue.RISK_PROFILES, ProfileTally.class);
            assertThat(job.tallies()).isEqualTo(tallies);
            assertThat(job.refused()).isEmpty();
            findings += found.size();
            taught += tallies.size();
            for (var tally : tallies) {
                run.profiles().apply(tally);
                beside.profiles().apply(tally);
            }
        }

        private static <T> List<T> read(
                Map<String, List<TestRecord<byte[], byte[]>>> written, Topic topic, Class<T> type) {
            return written.getOrDefault(topic.name(), List.of()).stream()
                    .map(record -> read(record, type))
                    .toList();
        }

        private static <T> T read(TestRecord<byte[], byte[]> record, Class<T> type) {
            try {
                return EventJson.mapper().readValue(record.value(), type);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
