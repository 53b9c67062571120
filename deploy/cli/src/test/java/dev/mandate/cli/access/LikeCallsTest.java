package dev.mandate.cli.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mandate.cli.client.PlayedServices;
import dev.mandate.cli.client.PlayedServices.Said;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code approvals approve … --like to}, and {@code refuse}: by what the approval offers, at identity-service. */
class LikeCallsTest {
    private static final String KIND = """
            , "kind": {"tool": "email.send", "policies": ["held"], "policyVersion": "main/1", "arguments": ["copies", "text", "to"], "limits": [
              {"argument": "copies", "operator": "BETWEEN", "values": ["2", "2"]},
              {"argument": "to", "operator": "ONE_OF", "values": ["bo@x.example", "cy@x.example"]}]}""";

    private static final String AGREEMENTS = """
            {"delegation": "del_2", "expiresAt": "2026-11-27T13:00:00Z", "items": [
              {"delegation": "del_2", "agreed": {"decision": "dec_1"}}, {"delegation": "del_3", "agreed": {"decision": "dec_0"}}]}""";

    private PlayedServices services;
    private String kind = KIND;
    private String posted = "";
    private final List<String> revoked = new ArrayList<>();
    private LikeCalls calls;

    @BeforeEach
    void an_approval_is_asked_for() throws IOException {
        services = new PlayedServices(asked -> {
            if (asked.path().endsWith("/revoke")) revoked.add(asked.path());
            var agreed = asked.path().equals("/agreements");
            if (agreed) posted = asked.body();
            return new Said(
                    200, agreed ? AGREEMENTS : "{\"delegation\": \"del_1\", \"decision\": \"dec_1\"" + kind + "}");
        });
        calls = new LikeCalls(services.api(), "token");
    }

    @AfterEach
    void end() {
        services.close();
    }

    @Test
    void calls_are_held_to_what_was_chosen_within_the_task_for_a_time() throws Exception {
        var said = calls.agree(calls.offered("apr_1", List.of("to"), 60));

        assertThat(said)
                .contains(
                        "nobody is asked for calls of email.send with to only bo@x.example or cy@x.example, and no arguments"
                                + " but copies, text, to, in this task until 2026-11-27T13:00:00Z",
                        "deploy/mandate stop session del_2 --reason … ends it");
        var body = sent();
        assertThat(body.path("task").asText()).isEqualTo("del_1");
        assertThat(body.path("decision").asText()).isEqualTo("dec_1");
        assertThat(body.path("policies").toString()).isEqualTo("[\"held\"]");
        assertThat(body.path("policyVersion").asText()).isEqualTo("main/1");
        assertThat(body.path("arguments").toString()).isEqualTo("[\"copies\",\"text\",\"to\"]");
        assertThat(body.path("scope")).isEqualTo(new ObjectMapper().readTree("""
                [{"tool": "email.send", "constraints": [
                  {"argument": "to", "operator": "ONE_OF", "values": ["bo@x.example", "cy@x.example"]}]}]"""));
        assertThat(Instant.parse(body.path("expiresAt").asText()))
                .isBetween(
                        Instant.now().plus(Duration.ofMinutes(59)),
                        Instant.now().plus(Duration.ofMinutes(60)));
    }

    @Test
    void without_a_time_it_is_the_task_s() throws Exception {
        assertThat(calls.agree(calls.offered("apr_1", List.of("copies", "to"), null)))
                .contains("copies only 2, to only");
        assertThat(sent().has("expiresAt")).isFalse();
    }

    @Test
    void what_cannot_be_held_to_is_refused_before_anything_is_answered() {
        assertThatThrownBy(() -> calls.offered("apr_1", List.of("to", "text"), null))
                .hasMessage("--like takes some of copies, to");
        assertThatThrownBy(() -> calls.offered("apr_1", List.of("to"), 0)).hasMessage("--minutes is 1 or more");
        kind = "";
        assertThatThrownBy(() -> calls.offered("apr_1", List.of("to"), null))
                .hasMessage("each call like this is asked for: leave --like out to approve this one");
        assertThat(posted).isEmpty();
    }

    @Test
    void who_takes_a_yes_back_is_asked_again_for_what_he_agreed_to_by_it_and_for_nothing_else() {
        assertThat(calls.askAgain("apr_1")).isTrue();
        assertThat(revoked).containsExactly("/delegations/del_2/revoke");
    }

    @Test
    void who_agreed_to_nothing_by_it_is_told_of_nothing_that_ended() {
        kind = "";
        assertThat(calls.askAgain("apr_1")).isFalse();
        assertThat(revoked).isEmpty();
    }

    private JsonNode sent() throws IOException {
        return new ObjectMapper().readTree(posted);
    }
}
