package dev.mandate.authz.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.authz.engine.entities.StateTable;
import dev.mandate.events.ids.SessionId;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.events.risk.SessionHead;
import dev.mandate.events.risk.SessionHead.Named;
import dev.mandate.events.risk.SessionRisk;
import dev.mandate.events.risk.SessionRisk.Origin;
import dev.mandate.events.risk.SessionRisk.SeenIdentifier;
import dev.mandate.events.risk.SessionSegment;
import dev.mandate.provenance.CallFacts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What decisions know of a session whose records come one by one. */
class SessionListenerTest {
    private static final SessionId SESSION = new SessionId("del_task");

    private final StateTable<SessionRisk> table = new StateTable<>();
    private final SessionListener listener = new SessionListener(table);

    @Test
    void who_was_shown_in_a_segment_is_known_once_the_head_names_it() {
        listener.applied(segment(0, 3, "eve@outside.example"));
        assertThat(table.get("del_task").missing()).isTrue();
        listener.applied(head(4, new Named(0, 3)));
        assertThat(isStranger("eve@outside.example")).isTrue();
        assertThat(isStranger("grace@own.example")).as("whom nothing showed").isFalse();
    }

    @Test
    void where_a_segment_cannot_be_read_everybody_is_a_stranger_until_the_session_is_told_as_a_whole() {
        listener.applied(segment(0, 3, "eve@outside.example"));
        listener.unreadable("del_task/0", "malformed");
        listener.applied(head(4, new Named(0, 3)));
        assertThat(isStranger("eve@outside.example")).isTrue();
        assertThat(isStranger("grace@own.example")).isTrue();
        listener.applied(whole(5));
        assertThat(isStranger("grace@own.example")).isFalse();
    }

    @Test
    void a_session_whose_head_cannot_be_read_is_unknown_and_what_is_forgotten_is_gone() {
        listener.applied(whole(3));
        listener.unreadable("del_task", "unknown_type");
        assertThat(table.get("del_task").unreadable()).isTrue();
        listener.applied(whole(4));
        listener.removed("del_task/0");
        assertThat(table.get("del_task").state()).isEqualTo(whole(4));
        listener.applied(whole(5).ended(6));
        assertThat(table.get("del_task").missing()).isTrue();
        listener.removed("del_task");
        assertThat(table.size()).isZero();
    }

    @Test
    void a_head_that_cannot_be_read_takes_nothing_from_the_next_one() {
        listener.applied(segment(0, 3, "eve@outside.example"));
        listener.applied(head(4, new Named(0, 3)));
        listener.unreadable("del_task", "unknown_type");
        listener.applied(head(5, new Named(0, 3)));
        assertThat(isStranger("eve@outside.example")).isTrue();
        assertThat(isStranger("grace@own.example")).as("whom nothing showed").isFalse();
    }

    private boolean isStranger(String address) {
        var session = table.get("del_task").state();
        return !CallFacts.of(session, "mail.send", Set.of(ToolLabel.EGRESS), true, Map.of("to", address))
                .strangers()
                .isEmpty();
    }

    private static SessionSegment segment(int number, long revision, String first) {
        var others = IntStream.range(1, 32).mapToObj(i -> seen(i + "@news.example"));
        return new SessionSegment(
                SESSION,
                number,
                revision,
                Stream.concat(Stream.of(seen(first)), others).toList());
    }

    private static SessionHead head(long revision, Named... segments) {
        return new SessionHead(whole(revision), List.of(segments), 0);
    }

    private static SessionRisk whole(long revision) {
        return SessionRisk.untouched(SESSION, revision, Instant.EPOCH)
                .showing(List.of(seen("newest@news.example")), null);
    }

    private static SeenIdentifier seen(String value) {
        return new SeenIdentifier(value, Origin.UNTRUSTED, 0, false, null, List.of());
    }
}
