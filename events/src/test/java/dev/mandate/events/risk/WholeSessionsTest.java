package dev.mandate.events.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mandate.events.ids.SessionId;
import dev.mandate.events.risk.SessionHead.Named;
import dev.mandate.events.risk.SessionRisk.Origin;
import dev.mandate.events.risk.SessionRisk.SeenIdentifier;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WholeSessionsTest {
    private static final SessionId SESSION = new SessionId("del_task");

    private final WholeSessions sessions = new WholeSessions();

    @Test
    void a_session_of_one_record_is_that_record() {
        assertThat(sessions.with(state(3, 0, 5))).contains(state(3, 0, 5));
    }

    @Test
    void a_head_comes_after_what_its_segments_have() {
        assertThat(sessions.with(segment(0, 3, 0))).isEmpty();
        assertThat(sessions.with(segment(1, 4, 32))).isEmpty();
        assertThat(sessions.with(head(5, 64, 70, 0, new Named(0, 3), new Named(1, 4))))
                .contains(state(5, 0, 70));
    }

    @Test
    void what_is_gone_of_the_first_segment_is_left_out() {
        sessions.with(segment(0, 3, 0));
        sessions.with(segment(1, 4, 32));
        assertThat(sessions.with(head(5, 64, 70, 31, new Named(0, 3), new Named(1, 4))))
                .contains(state(5, 31, 70));
        assertThat(sessions.with(head(6, 64, 71, 0, new Named(1, 4)))).contains(state(6, 32, 71));
    }

    @Test
    void a_segment_counts_from_the_head_on_that_names_it() {
        sessions.with(segment(0, 3, 0));
        sessions.with(head(3, 32, 33, 0, new Named(0, 3)));
        sessions.with(segment(0, 9, 64));
        assertThat(sessions.with(head(9, 96, 97, 0, new Named(0, 9)))).contains(state(9, 64, 97));
    }

    @Test
    void where_a_segment_is_missing_or_another_whatever_is_not_there_may_be_a_strangers() {
        sessions.with(segment(0, 3, 0));
        var lacking = sessions.with(head(5, 64, 70, 0, new Named(0, 3), new Named(1, 4)));
        assertThat(lacking.orElseThrow().forgotten()).isEqualTo(ForgottenIdentifiers.ANYTHING);
        assertThat(lacking.orElseThrow().identifiers()).hasSize(38);
        sessions.with(segment(1, 2, 0));
        assertThat(sessions.with(head(6, 64, 70, 0, new Named(0, 3), new Named(1, 4)))
                        .orElseThrow()
                        .forgotten())
                .isEqualTo(ForgottenIdentifiers.ANYTHING);
        sessions.with(segment(1, 4, 32));
        assertThat(sessions.with(head(7, 64, 70, 0, new Named(0, 3), new Named(1, 4))))
                .as("which is there after all")
                .contains(state(7, 0, 70));
    }

    @Test
    void a_segment_that_cannot_be_read_or_was_taken_back_is_missing() {
        sessions.with(segment(0, 3, 0));
        sessions.without("del_task/0");
        assertThat(sessions.with(head(5, 32, 33, 0, new Named(0, 3)))
                        .orElseThrow()
                        .forgotten())
                .isEqualTo(ForgottenIdentifiers.ANYTHING);
    }

    @Test
    void a_whole_state_needs_none_of_the_segments_before_it_nor_has_a_session_any_that_was_forgotten() {
        sessions.with(segment(0, 3, 0));
        assertThat(sessions.with(state(4, 0, 40))).contains(state(4, 0, 40));
        sessions.with(segment(0, 5, 0));
        sessions.without("del_task");
        assertThat(sessions.with(head(5, 32, 33, 0, new Named(0, 5)))
                        .orElseThrow()
                        .forgotten())
                .isEqualTo(ForgottenIdentifiers.ANYTHING);
    }

    @Test
    void a_key_tells_the_session() {
        assertThat(SessionRecord.sessionOf("agent:agt_one/15")).isEqualTo("agent:agt_one");
        assertThat(SessionRecord.sessionOf("agent:agt_one")).isEqualTo("agent:agt_one");
        assertThat(segment(7, 1, 0).key()).isEqualTo("del_task/7");
    }

    @Test
    void neither_heads_nor_segments_are_without_bounds() {
        assertThatThrownBy(() -> segment(16, 1, 0)).hasMessageContaining("0 to 15");
        assertThatThrownBy(() -> new SessionSegment(SESSION, 0, 1, seen(0, 33))).hasMessageContaining("at most 32");
        assertThatThrownBy(() -> head(1, 0, 1, 0)).hasMessageContaining("1 to 16");
        assertThatThrownBy(() -> head(1, 0, 1, 32, new Named(0, 1))).hasMessageContaining("gone");
    }

    private static SessionSegment segment(int number, long revision, int from) {
        return new SessionSegment(SESSION, number, revision, seen(from, from + 32));
    }

    private static SessionHead head(long revision, int from, int until, int gone, Named... segments) {
        return new SessionHead(state(revision, from, until), List.of(segments), gone);
    }

    private static SessionRisk state(long revision, int from, int until) {
        return SessionRisk.untouched(SESSION, revision, Instant.EPOCH).showing(seen(from, until), null);
    }

    private static List<SeenIdentifier> seen(int from, int until) {
        return IntStream.range(from, until)
                .mapToObj(i -> new SeenIdentifier(i + ".example", Origin.UNTRUSTED, i, false, null, List.of()))
                .toList();
    }
}
