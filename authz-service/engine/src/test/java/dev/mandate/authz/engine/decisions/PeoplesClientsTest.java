package dev.mandate.authz.engine.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.authz.engine.decisions.answers.Verdict;
import dev.mandate.authz.engine.decisions.questions.Question;
import dev.mandate.authz.engine.decisions.questions.Reason;
import dev.mandate.events.authz.Authentication;
import dev.mandate.events.authz.Established;
import dev.mandate.events.identity.ToolScope;
import dev.mandate.events.ids.SessionId;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.events.risk.SessionRisk;
import dev.mandate.events.risk.SessionRisk.Level;
import dev.mandate.events.risk.SessionRisk.Origin;
import dev.mandate.events.risk.SessionRisk.SeenIdentifier;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A program that shows a person's token, without a task, is held to what it has read as an agent is: strangers speak to it, and not to him. */
class PeoplesClientsTest {
    private static final String EVE = "eve@evil.example";
    private static final Established CLIENT = new Established("cli_signed_itself_up", false);

    private final DecisionWorld world = new DecisionWorld();
    private final DecisionPipeline pipeline = world.pipeline(world.directory, world.sessions);

    @Test
    void what_it_has_read_it_sends_nowhere_before_that_is_judged() {
        reads();
        assertThat(send("bo@acme.example").policies()).contains("session-no-sending-before-judgement");
        assertThat(pipeline.decide(DecisionCase.call("ada", null, "email.send", to("bo@acme.example")))
                        .allowed())
                .as("nobody showed a token of hers, so that no client is known of")
                .isTrue();
    }

    @Test
    void whom_strangers_named_to_it_neither_it_writes_to_nor_an_agent_of_the_same_person() {
        reads();
        told(Level.NONE);
        assertThat(send(EVE).policies()).contains("session-no-strangers");
        world.delegation("other", null, "ada", "mailer", List.of(new ToolScope("email.send", List.of())));
        assertThat(pipeline.decide(DecisionCase.call("mailer", "other", "email.send", to(EVE)))
                        .policies())
                .contains("recent-no-strangers");
    }

    @Test
    void it_moves_no_more_money_than_an_agent_does() {
        for (var i = 0; i < 4; i++) assertThat(pay().allowed()).isTrue();
        assertThat(pay().policies()).contains("agents-move-little-money-in-all", "agents-move-little-money-in-hours");
        world.delegation("more", null, "finn", "researcher", List.of(new ToolScope("payments.transfer", List.of())));
        assertThat(pipeline.decide(DecisionCase.call(
                                "researcher", "more", "payments.transfer", Map.of("amount", 500, "to", "DE02")))
                        .policies())
                .as("nor does an agent of his besides")
                .contains("agents-move-little-money-in-hours");
    }

    @Test
    void at_a_high_risk_a_sign_in_shows_that_he_is_there_and_not_that_he_wants_this() {
        told(Level.HIGH);
        var signedIn = new Authentication("urn:mandate:acr:mfa", Set.of("mfa"), DecisionWorld.NOW);
        assertThat(pipeline.decide(by("ada", "email.send", to("bo@acme.example"), null, signedIn))
                        .allowed())
                .isTrue();
        var held = pipeline.decide(by("ada", "email.send", to("bo@acme.example"), CLIENT, signedIn));
        assertThat(held.reason()).isEqualTo(Reason.RISK_HIGH);
        assertThat(held.approval()).isNotNull();
    }

    private void reads() {
        for (var tool : List.of("web.browse", "crm.read_contact"))
            assertThat(pipeline.claim(by("ada", tool, Map.of(), CLIENT, Authentication.UNKNOWN))
                            .allowed())
                    .isTrue();
    }

    private Verdict send(String whom) {
        return pipeline.decide(by("ada", "email.send", to(whom), CLIENT, Authentication.UNKNOWN));
    }

    private Verdict pay() {
        return pipeline.claim(by(
                "finn",
                "payments.transfer",
                Map.of("amount", 500, "to", "DE02", "currency", "EUR"),
                CLIENT,
                Authentication.UNKNOWN));
    }

    private static Map<String, Object> to(String whom) {
        return Map.of("to", List.of(whom));
    }

    private static Question by(
            String person,
            String tool,
            Map<String, Object> arguments,
            @Nullable Established established,
            Authentication signedIn) {
        return new Question(
                "person",
                DecisionWorld.id(person).value(),
                Question.Action.of("tools/call"),
                "tool",
                tool,
                arguments,
                Map.of(),
                null,
                null,
                new Question.Proof(List.of(), null, signedIn, established),
                "cli_signed_itself_up",
                null,
                null);
    }

    private void told(Level level) {
        var session = SessionId.of(DecisionWorld.id("ada"));
        var risk = new SessionRisk(
                session,
                1,
                false,
                level,
                List.of(),
                Set.of(ToolLabel.UNTRUSTED, ToolLabel.PRIVATE),
                2,
                1,
                1,
                false,
                List.of(),
                List.of(new SeenIdentifier(EVE, Origin.UNTRUSTED, 0, false, null, List.of())),
                null,
                Set.of(),
                null,
                DecisionWorld.NOW);
        world.sessions.touched().apply(session.value(), risk);
    }
}
