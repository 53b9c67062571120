package dev.mandate.authz.engine.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.authz.engine.decisions.answers.Verdict;
import dev.mandate.authz.engine.decisions.questions.Reason;
import dev.mandate.authz.engine.sessions.CountedCall;
import dev.mandate.events.identity.ToolScope;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.ids.SessionId;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.events.risk.SessionRisk;
import dev.mandate.events.risk.SessionRisk.Level;
import dev.mandate.events.risk.SessionRisk.Origin;
import dev.mandate.events.risk.SessionRisk.SeenIdentifier;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Private data is read, and something mailed to somebody outside of whom neither the task nor the data says anything: no stranger's text is needed. */
class PrivateDataStaysTest {
    private static final String READ = "mail.archive";
    private static final String PAGE = "web.page";
    private static final String KIM = "kim@elsewhere.example";
    private static final String BO = "bo@partner.example";

    private final DecisionWorld world = new DecisionWorld();
    private final DecisionPipeline pipeline = world.pipeline(world.directory, world.sessions);

    @Test
    void it_waits_for_a_person_who_is_asked_once_it_is_judged_what_was_read() {
        task("task", "Answer what was asked about the contract");
        reads("task");
        assertThat(send("task", KIM).policies()).containsExactly("session-no-sending-before-judgement");

        task("judged", "Answer what was asked about the contract");
        hasRead("judged");
        var held = send("judged", KIM);
        assertThat(held.reason()).isEqualTo(Reason.APPROVAL_REQUIRED);
        assertThat(held.policies()).contains("session-private-data-stays");
        assertThat(held.approval()).isNotNull();
    }

    @Test
    void to_a_colleague_and_to_whom_the_data_itself_names_it_goes() {
        task("task", "Answer what was asked about the contract");
        reads("task");
        assertThat(send("task", "ann@acme.example").allowed()).isTrue();
        task("judged", "Answer what was asked about the contract");
        hasRead("judged");
        assertThat(send("judged", BO).allowed()).isTrue();
    }

    @Test
    void to_whom_the_task_names_it_goes_at_once() {
        task("named", "Mail the contract to " + KIM);
        reads("named");
        assertThat(send("named", KIM).allowed()).isTrue();
        assertThat(send("named", BO).allowed()).isFalse();
    }

    @Test
    void nor_does_it_go_where_he_stands_beside_somebody_known() {
        task("judged", "Mail the contract to " + KIM);
        hasRead("judged");
        var both =
                DecisionCase.call("researcher", "judged", "email.send", Map.of("to", List.of(BO, "eve@evil.example")));
        assertThat(pipeline.decide(both).policies()).contains("session-private-data-stays");
    }

    @Test
    void a_page_outside_may_be_opened_and_not_be_told_what_was_read() {
        world.tool(PAGE, "web", Map.of("url", "string", "input", "string"), ToolLabel.EGRESS, ToolLabel.UNTRUSTED);
        task("judged", "Find out what others say about the contract");
        hasRead("judged");
        assertThat(opens(Map.of("url", "https://news.example/today")).allowed()).isTrue();
        assertThat(opens(Map.of("url", "https://news.example/form", "input", "The contract ends in May"))
                        .policies())
                .contains("session-private-data-stays");
    }

    private Verdict opens(Map<String, Object> arguments) {
        return pipeline.decide(DecisionCase.call("researcher", "judged", PAGE, arguments));
    }

    private void task(String task, String words) {
        world.tool(READ, "mail", Map.of(), ToolLabel.PRIVATE);
        world.root(
                task,
                words,
                List.of(),
                null,
                new ToolScope(READ, List.of()),
                new ToolScope(PAGE, List.of()),
                new ToolScope("email.send", List.of()));
    }

    private void reads(String task) {
        assertThat(pipeline.claim(DecisionCase.call("researcher", task, READ, Map.of()))
                        .allowed())
                .isTrue();
    }

    /** A while ago, and the risk job has told: nothing was found, and the data names Bo. */
    private void hasRead(String task) {
        var session = new SessionId("del_" + task);
        var tool = world.directory.catalogue().tool(READ).state();
        world.sessions
                .allowed()
                .settled(session, DecisionWorld.NOW, DecisionId.next(), CountedCall.of(READ, tool, Map.of()));
        world.sessions
                .touched()
                .apply(
                        session.value(),
                        new SessionRisk(
                                session,
                                1,
                                false,
                                Level.NONE,
                                List.of(),
                                Set.of(ToolLabel.PRIVATE),
                                1,
                                0,
                                1,
                                false,
                                List.of(),
                                List.of(new SeenIdentifier(BO, Origin.RESULT, 0, false, null, List.of())),
                                null,
                                Set.of(),
                                null,
                                DecisionWorld.NOW));
    }

    private Verdict send(String task, String to) {
        return pipeline.decide(DecisionCase.call("researcher", task, "email.send", Map.of("to", List.of(to))));
    }
}
