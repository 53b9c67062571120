package dev.mandate.events.authz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mandate.events.authz.DecisionEvent.Decided;
import dev.mandate.events.authz.DecisionEvent.Logged;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.Envelope;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.ids.DelegationId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BriefDecisionTest {
    private static final IdentityId AGENT = new IdentityId("agt_" + "a".repeat(80));

    @ParameterizedTest
    @ValueSource(strings = {"x", "\u0001", "\"", "漢", "😀"})
    void a_denial_has_room_in_short_however_much_there_is_of_everything(String character) throws Exception {
        var brief = denial(character.repeat(100_000), 5_000).brief();
        var wire = CloudEventCodec.encode(
                DecisionEvent.FAMILY, new Envelope<>("urn:mandate:test", "dec_1", Instant.EPOCH, brief, null));
        assertThat(CloudEventCodec.decode(DecisionEvent.FAMILY, wire).data()).isEqualTo(brief);
        assertThat(wire.value().length).isLessThan(DecisionEvent.FAMILY.topic().maxBytes());
    }

    @Test
    void it_tells_who_asked_for_what_and_why_not() {
        var denial = denial("short", 1);
        var brief = denial.brief();
        assertThat(brief)
                .extracting(Decided::session, Decided::subject, Decided::action, Decided::resource, Decided::reason)
                .containsExactly(denial.session(), "short", "short", "short", "short");
        assertThat(brief.explanation()).isEqualTo("short");
        assertThat(brief.arguments()).isNull();
    }

    @Test
    void whoever_has_the_question_can_show_that_it_was_this_one() throws Exception {
        var denial = denial("größer 😀", 1);
        var json = EventJson.mapper()
                .writeValueAsBytes(Map.of("arguments", denial.arguments(), "asserted", denial.asserted()));
        var hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(json));
        assertThat(denial.brief().omitted()).isEqualTo(new Omitted(json.length, "sha256:" + hash));
    }

    @Test
    void an_allow_is_never_told_in_short() {
        assertThatThrownBy(() -> decided("x", 1, true).brief()).isInstanceOf(IllegalStateException.class);
    }

    private static Decided denial(String text, int many) {
        return decided(text, many, false);
    }

    private static Decided decided(String text, int many, boolean allowed) {
        return new Decided(
                new DecisionId("dec_" + "d".repeat(80)),
                Instant.parse("2026-11-02T10:00:00.123456789Z"),
                SessionId.of(AGENT),
                text,
                AGENT,
                Collections.nCopies(many, AGENT),
                AGENT,
                new DelegationId("del_" + "d".repeat(80)),
                text,
                text,
                Map.of(text, text),
                Map.of("b", List.of(text), "a", 1.5),
                allowed,
                text,
                text,
                Collections.nCopies(many, new GuardOutcome(text, text, false, text, List.of(text))),
                text,
                Long.MAX_VALUE,
                Long.MAX_VALUE,
                text,
                text,
                new ShadowOutcome(text, false, text, List.of(text)),
                Logged.ACKNOWLEDGED,
                Collections.nCopies(many, new Remedy(text, text, text)),
                new Authentication(text, Set.of(text), Instant.EPOCH),
                Collections.nCopies(many, new Obligation(Obligation.Kind.STEP_UP, text, text)),
                null,
                null,
                null,
                null,
                null,
                null,
                "r".repeat(43));
    }
}
