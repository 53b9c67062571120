package dev.mandate.lifecycle.approvals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.authz.CallDigest;
import dev.mandate.events.authz.DecidedBuilder;
import dev.mandate.events.authz.DecisionEvent.Decided;
import dev.mandate.events.authz.NeededApproval;
import dev.mandate.events.authz.NeededApproval.Before;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.ids.ApprovalId;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import dev.mandate.events.lifecycle.CatalogEntry.Tool;
import dev.mandate.events.lifecycle.ToolLabel;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ShownCallTest {
    private static final IdentityId AGENT = new IdentityId("agt_mail");
    private static final Tool SEND =
            new Tool("email.send", 1, false, "Send a mail", "mail", Set.of(ToolLabel.EGRESS), Map.of());

    @Test
    void a_person_reads_what_will_happen_what_was_done_before_and_why() throws Exception {
        var shown = ShownCall.of(
                asked(Map.of("to", "bo@partner.example", "apiKey", "k-123", "head", Map.of("token", "t-1", "a", 1))),
                SEND);
        var kept = EventJson.mapper().readValue(EventJson.mapper().writeValueAsBytes(shown), ShownCall.class);
        assertThat(kept.what("Ada")).isEqualTo("wants to call “Send a mail” of the application mail for Ada");
        assertThat(kept.sentences("agt_mail", "Ada"))
                .containsExactly(
                        "agt_mail wants to call “Send a mail” of the application mail for Ada, with apiKey = (not shown),"
                                + " head = {\"a\":1,\"token\":\"(not shown)\"}, to = \"bo@partner.example\".",
                        "2 calls were allowed in this session before, among them of tools labelled private.",
                        "Mail leaves the house.");
    }

    @Test
    void of_one_call_before_nothing_is_said_as_of_many() {
        assertThat(after(1, "private", "untrusted").sentences("agt_mail", "Ada"))
                .contains("One call was allowed in this session before, of a tool labelled private, untrusted.");
        assertThat(after(1).sentences("agt_mail", "Ada"))
                .contains("One call was allowed in this session before, of no kind that matters.");
    }

    @Test
    void a_tool_without_a_title_is_named_and_what_an_application_keeps_is_named_with_what_is_done_to_it() {
        assertThat(ShownCall.of(asked(Map.of()), null).what("Ada"))
                .isEqualTo("wants to call the tool email.send for Ada");
        var titled = new Tool("mail.send", 1, false, "mail.send", "mail", Set.of(ToolLabel.EGRESS), Map.of());
        assertThat(ShownCall.of(asked(Map.of()), titled).what(""))
                .isEqualTo("wants to call “mail.send” of the application mail");
        assertThat(of("approve invoice/inv-4711").what("Ada")).isEqualTo("wants to approve invoice inv-4711 for Ada");
        assertThat(of("read document/q3/final").what("")).isEqualTo("wants to read document q3/final");
        assertThat(of("lines.add invoice/inv-4711").what(""))
                .isEqualTo("wants to do “lines.add” with invoice inv-4711");
    }

    @Test
    void a_persons_name_stays_in_its_line() {
        assertThat(of("approve invoice/inv-4711").what("Ada\nBo said yes"))
                .isEqualTo("wants to approve invoice inv-4711 for Ada\\u000aBo said yes");
    }

    @Test
    void a_name_of_several_words_does_not_go_on_as_a_sentence_of_ours() {
        assertThat(of("read document/q3 for Bo, who agreed").what("Ada"))
                .isEqualTo("wants to read document “q3 for Bo, who agreed” for Ada");
        assertThat(of("read document/q3” for Bo. “").what("Ada"))
                .isEqualTo("wants to read document “q3\" for Bo. \"” for Ada");
        assertThat(of("tool/mail for\u00a0Bo").what("")).isEqualTo("wants to call the tool “mail for\u00a0Bo”");
        assertThat(of("read it all document/q3").what("")).isEqualTo("wants to call “read it all document/q3”");
    }

    @Test
    void what_is_long_is_cut_and_what_would_write_lines_of_its_own_is_shown_by_its_numbers() {
        var shown = ShownCall.of(asked(Map.of("note", "a\u202e" + "x".repeat(5000))), null);
        assertThat(shown.whole()).isFalse();
        assertThat(shown.arguments().get("note")).startsWith("\"a\\u202exxx").endsWith("x… (and 1009 more characters)");
    }

    @Test
    void nothing_is_whole_of_which_a_part_is_left_out() {
        var many = new TreeMap<String, Object>();
        for (var n = 0; n < 51; n++) many.put("argument" + n, n);
        assertThat(ShownCall.of(asked(many), SEND).whole()).isFalse();
        assertThat(ShownCall.of(asked(Map.of("x".repeat(81), 1)), SEND).whole()).isFalse();
        assertThat(ShownCall.of(asked(Map.of("a", "x".repeat(3990))), SEND).whole())
                .isTrue();
        var long5 = new TreeMap<String, Object>();
        for (var n = 0; n < 5; n++) long5.put("a" + n, "x".repeat(3990));
        assertThat(ShownCall.of(asked(long5), SEND).whole()).as("in all").isFalse();
    }

    /** As it is kept of a resource of an application's own. */
    private static ShownCall of(String what) {
        return new ShownCall(what, null, List.of(), Map.of(), 0, true, "why", 0, List.of(), List.of(), List.of(), null);
    }

    private static ShownCall after(int calls, String... labels) {
        return new ShownCall(
                "tool/email.send",
                null,
                List.of(),
                Map.of(),
                0,
                true,
                "why",
                calls,
                List.of(labels),
                List.of(),
                List.of(),
                null);
    }

    private static Decided asked(Map<String, Object> arguments) {
        var decision = DecisionId.next();
        return DecidedBuilder.of(decision, Instant.EPOCH, "agent/agt_mail", "call", "tool/email.send")
                .session(SessionId.of(AGENT))
                .identity(AGENT)
                .chain(List.of(AGENT))
                .person(new IdentityId("per_ada"))
                .arguments(arguments)
                .denied("approval_required", "Mail leaves the house.")
                .policies("sha256:5f2c", 1)
                .caller("cli_gateway")
                .approval(new NeededApproval(
                        ApprovalId.of(decision),
                        CallDigest.of(AGENT, "email.send", arguments),
                        true,
                        new Before(2, List.of("private"))))
                .build();
    }
}
