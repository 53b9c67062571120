package dev.mandate.authz.engine.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.authz.engine.decisions.answers.Verdict;
import dev.mandate.authz.engine.decisions.questions.Question;
import dev.mandate.authz.engine.decisions.questions.Reason;
import dev.mandate.events.identity.ClientState;
import dev.mandate.events.identity.ClientState.Kind;
import dev.mandate.events.identity.ClientState.Status;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CountingClientsTest {
    private static final Instant ISSUED = DecisionWorld.NOW.minusSeconds(30);
    private static final String CLIENT = "cli_console";
    private static final String ISSUER = "https://sign-in.example";
    private final DecisionWorld world = new DecisionWorld();

    @Test
    void a_person_with_a_token_of_a_stopped_client_is_denied_and_told_who_resumes_it() {
        assertThat(ask().allowed()).isTrue();
        is(CLIENT, Kind.CLIENT, Status.STOPPED, "its secret was found", ISSUED.minusSeconds(60));
        var denied = ask();
        assertThat(denied.reason()).isEqualTo(Reason.TOKEN_VOID);
        assertThat(denied.explanation())
                .contains("Console (cli_console) is stopped (its secret was found)", "clients:write");
        assertThat(denied.guards().get(denied.guards().size() - 1).about()).isEqualTo(CLIENT);
    }

    @Test
    void whom_a_stopped_issuer_has_signed_in_is_denied() {
        is(ISSUER, Kind.ISSUER, Status.STOPPED, "its key was stolen", ISSUED);
        assertThat(ask().explanation()).contains(ISSUER + " is stopped (its key was stolen)", "issuers:write");
    }

    @Test
    void what_was_issued_before_the_secret_was_changed_is_void_and_what_came_later_counts() {
        is(CLIENT, Kind.CLIENT, Status.ACTIVE, null, ISSUED.plusSeconds(1));
        assertThat(ask().reason()).isEqualTo(Reason.TOKEN_VOID);
        is(CLIENT, Kind.CLIENT, Status.ACTIVE, null, ISSUED);
        assertThat(ask().allowed()).isTrue();
    }

    @Test
    void a_client_whose_record_can_not_be_read_is_not_judged_in_its_favour() {
        world.directory.clients().unreadable(CLIENT);
        assertThat(ask().reason()).isEqualTo(Reason.UNREADABLE_STATE);
    }

    private void is(String client, Kind kind, Status status, String why, Instant voidBefore) {
        var name = kind == Kind.ISSUER ? client : "Console";
        world.directory.clients().apply(client, new ClientState(client, 1, false, kind, name, status, why, voidBefore));
    }

    private Verdict ask() {
        var question = DecisionCase.call("ada", null, "crm.read_contact", Map.of());
        var tokens = List.of(
                new Question.Token(question.subjectId(), ISSUED),
                new Question.Token(CLIENT, ISSUED),
                new Question.Token(ISSUER, ISSUED));
        return world.decide(new Question(
                question.subjectType(),
                question.subjectId(),
                question.action(),
                question.resourceType(),
                question.resourceId(),
                question.arguments(),
                question.asserted(),
                null,
                null,
                Question.Proof.of(tokens),
                question.caller(),
                null,
                null));
    }
}
