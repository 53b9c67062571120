package dev.mandate.cli.findings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FindingsCommandTest {
    @Test
    void a_line_says_how_bad_it_is_what_was_done_about_it_and_who_answers_for_it() throws Exception {
        var known = new ObjectMapper().readTree("""
                {"severity_id": 4, "status_id": 3, "message": "Mail to a freemailer: Clerk called email.send",
                 "finding_info": {"uid": "fnd_1", "last_seen_time": 1795903926864}, "unmapped":
                 {"person": "per_1", "agents": ["agt_1", "agt_2", "agt_3", "agt_4"], "names": {"per_1": "Ada Lovelace", "agt_1": "Clerk\\n"}}}""");
        var unknown = new ObjectMapper().readTree("""
                {"severity_id": 99, "message": "a line\\nof a stranger's",
                 "finding_info": {"uid": "fnd_2", "last_seen_time": 0}, "unmapped": {}}""");
        assertThat(FindingsCommand.text(List.of(known, unknown))
                        .lines()
                        .map(line -> line.trim().replaceAll(" {2,}", " | ")))
                .contains("fnd_1 | high | suppressed | 2026-11-28T22:12:06.864Z | “Clerk\\u000a” agt_1, agt_2, agt_3"
                        + " and 1 more | “Ada Lovelace” per_1 | Mail to a freemailer: Clerk called email.send")
                .hasSize(4)
                .last()
                .asString()
                .startsWith("fnd_2 | unknown | unknown | 1970-01-01T00:00:00Z | none | nobody who is known | a line");
    }

    @Test
    void older_ones_are_got_by_more_as_far_as_there_may_be_more() {
        assertThat(FindingsCommand.older(50)).endsWith("--most shows more.");
        assertThat(FindingsCommand.older(1000)).contains("--session").doesNotContain("--most");
    }

    @Test
    void a_suppression_says_until_when_and_why() {
        var now = Clock.fixed(Instant.parse("2026-11-28T22:00:00Z"), ZoneOffset.UTC);
        assertThat(FindingsCommand.suppression(7, "a platform that we know", now))
                .isEqualTo(Map.of("until", "2026-12-05T22:00:00Z", "reason", "a platform that we know"));
    }
}
