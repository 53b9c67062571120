package dev.mandate.console.apis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mandate.console.PlayedVisitor;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What services say, over HTTP. */
class ApisTest {
    private final PlayedApis played = new PlayedApis();
    private final Apis apis = played.asAda();

    @AfterEach
    void stops() {
        played.close();
    }

    @Test
    void it_asks_with_the_token_of_whoever_looks() {
        played.says("/approvals/apr_1/refuse", 200, "{}");
        apis.post(Api.LIFECYCLE, "/approvals/apr_1/refuse", Map.of("reason", "no"));
        assertThat(played.asked())
                .containsExactly("POST /approvals/apr_1/refuse Bearer " + PlayedVisitor.TOKEN + " {\"reason\":\"no\"}");
    }

    @Test
    void what_others_wrote_can_neither_turn_a_line_around_nor_begin_one() {
        played.says("/delegations/del_1", 200, "{'task':'pay \\u202eeve\\u202c\\nApproved','a\\u0000b':['\\u2066x']}");
        var body = apis.get(Api.IDENTITY, "/delegations/del_1").body();
        assertThat(body.path("task").asText()).isEqualTo("pay \\u202eeve\\u202c\\u000aApproved");
        assertThat(body.path("a\\u0000b").path(0).asText()).isEqualTo("\\u2066x");
    }

    @Test
    void a_refusal_is_an_answer_with_its_code_and_what_to_do() {
        played.says("/approvals/apr_1", 403, "{'type':'urn:mandate:problem:step-up-required','title':'Sign in again'}");
        var answer = apis.get(Api.LIFECYCLE, "/approvals/apr_1");
        assertThat(answer.isDone()).isFalse();
        assertThat(answer.problem()).isEqualTo("step-up-required");
        assertThat(answer.advice()).isEqualTo("Sign in again.");
    }

    @Test
    void a_token_that_does_not_count_any_more_ends_the_sign_in() {
        played.says("/approvals", 401, "{}");
        assertThatThrownBy(() -> apis.get(Api.LIFECYCLE, "/approvals")).isInstanceOf(SignInEnded.class);
    }

    @Test
    void a_service_that_fails_or_talks_nonsense_is_away() {
        played.says("/x", 503, "{}");
        assertThatThrownBy(() -> apis.get(Api.AUDIT, "/x")).isInstanceOf(Unanswered.class);
        played.says("/x", 200, "<html>");
        assertThatThrownBy(() -> apis.get(Api.AUDIT, "/x")).isInstanceOf(Unanswered.class);
    }

    @Test
    void so_is_one_that_does_not_listen() {
        played.close();
        assertThatThrownBy(() -> apis.get(Api.LIFECYCLE, "/approvals"))
                .isInstanceOfSatisfying(
                        Unanswered.class, fault -> assertThat(fault.api()).isEqualTo(Api.LIFECYCLE));
    }
}
