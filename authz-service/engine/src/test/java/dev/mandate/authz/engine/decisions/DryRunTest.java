package dev.mandate.authz.engine.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.authz.engine.decisions.answers.Verdict;
import dev.mandate.authz.engine.decisions.questions.Question;
import dev.mandate.authz.engine.decisions.questions.Reason;
import dev.mandate.authz.engine.policies.ShippedPolicies;
import dev.mandate.authz.engine.sessions.Sessions;
import dev.mandate.events.authz.DecisionEvent;
import dev.mandate.events.authz.DecisionEvent.Decided;
import dev.mandate.events.authz.DecisionEvent.DryRun;
import dev.mandate.events.authz.DecisionEvent.Logged;
import dev.mandate.events.identity.ToolScope;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Somebody wants to know what Ada's agent would be answered, and nobody means to do it. */
class DryRunTest {
    private static final String HELD = "@id(\"held\") @obligation(\"approval\") forbid (principal is Mandate::Agent,"
            + " action in Mandate::Action::\"egress\", resource);";

    private final DecisionWorld world = new DecisionWorld();
    private final Sessions sessions = Sessions.empty();
    private final DecisionPipeline pipeline = world.pipeline(world.directory, sessions);

    @Test
    void what_would_be_allowed_counts_in_no_session_and_has_no_permit() {
        var read = DecisionCase.call("researcher", "task", "crm.read_contact", Map.of("contact", "c-1"));
        for (var i = 0; i < 3; i++) {
            var would = pipeline.claim(read.asDryRun());
            assertThat(would.allowed()).isTrue();
            assertThat(would.permit()).isNull();
            assertThat(would.event(Logged.ACKNOWLEDGED)).isInstanceOf(DryRun.class);
        }
        var made = pipeline.claim(read);
        var session = made.session();
        assertThat(sessions.allowed().of(session, made.at()).calls())
                .as("the one that was meant")
                .isEqualTo(1);
        assertThat(made.event(Logged.ACKNOWLEDGED)).isInstanceOf(Decided.class);
    }

    @Test
    void what_would_be_allowed_and_is_too_long_to_be_on_record_is_no_withheld_call_of_a_session() {
        var read = DecisionCase.call("researcher", "task", "crm.read_contact", Map.of("contact", "c-1"));
        var would = pipeline.claim(read.asDryRun());
        assertThat(would.allowed()).isTrue();
        pipeline.release(would);
        assertThat(sessions.allowed().size())
                .as("sessions of which something is known")
                .isZero();
    }

    @Test
    void what_would_be_held_asks_nobody() {
        world.book = ShippedPolicies.with("held.cedar", HELD);
        var would = pipeline.claim(mail().asDryRun());
        assertThat(would.reason()).isEqualTo(Reason.APPROVAL_REQUIRED);
        assertThat(would.approval()).isNull();
        assertThat(told(would).approval()).isNull();
        assertThat(pipeline.claim(mail()).approval().asked()).isTrue();
    }

    @Test
    void what_was_agreed_to_shows_and_is_what_it_would_rest_on() {
        world.book = ShippedPolicies.with("held.cedar", HELD);
        world.agreement("mails", "task", new ToolScope("email.send", List.of()), "held");
        assertThat(pipeline.claim(mail().asDryRun()).guards())
                .anySatisfy(guard -> assertThat(guard.guard()).isEqualTo("agreed_kind"));
    }

    private static Decided told(Verdict verdict) {
        DecisionEvent event = verdict.event(Logged.ACKNOWLEDGED);
        return ((DryRun) event).answer();
    }

    private static Question mail() {
        return DecisionCase.call("researcher", "task", "email.send", Map.of("to", List.of("bo@acme.example")));
    }
}
