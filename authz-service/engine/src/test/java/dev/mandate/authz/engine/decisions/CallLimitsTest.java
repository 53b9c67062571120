package dev.mandate.authz.engine.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.authz.engine.decisions.answers.Verdict;
import dev.mandate.authz.engine.decisions.questions.Reason;
import dev.mandate.authz.engine.policies.ShippedPolicies;
import dev.mandate.events.identity.AgreedKind;
import dev.mandate.events.identity.Constraint;
import dev.mandate.events.identity.Constraint.Operator;
import dev.mandate.events.identity.ToolScope;
import dev.mandate.events.ids.DecisionId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How often a delegation lets a tool be called, and to whom, where the person who gave it has said so. */
class CallLimitsTest {
    private static final Map<String, Object> TO_BO =
            Map.of("to", List.of("bo@partner.example"), "subject", "s", "body", "b");

    private final DecisionWorld world = new DecisionWorld();
    private DecisionPipeline pipeline;

    @BeforeEach
    void begin() {
        pipeline = world.pipeline(world.directory, world.sessions);
    }

    @Test
    void as_many_calls_as_it_allows_and_not_one_more() {
        root(new ToolScope("crm.read_contact", List.of(Constraint.calls(2))));
        var first = claim("own", "researcher", "crm.read_contact", Map.of("contact", "c-17"));
        assertThat(first.allowed()).isTrue();
        assertThat(asks("own", "researcher", "crm.read_contact", Map.of("contact", "c-17")))
                .isEqualTo("allow");
        var beyond = claim("own", "researcher", "crm.read_contact", Map.of("contact", "c-17"));
        assertThat(beyond.reason()).isEqualTo(Reason.BUDGET_EXHAUSTED);
        assertThat(beyond.explanation())
                .isEqualTo("Delegation del_own allows 2 calls of crm.read_contact in its session, which are used up;"
                        + " a new delegation changes this.");
        // An answer that never left was no call.
        pipeline.release(first);
        assertThat(asks("own", "researcher", "crm.read_contact", Map.of("contact", "c-17")))
                .isEqualTo("allow");
    }

    /** Of two that are allowed at once by two replicas, one would be too many, whatever the tool does. */
    @Test
    void an_allow_of_which_somebody_said_how_often_leaves_once_all_before_it_is_known() {
        root(new ToolScope("crm.read_contact", List.of(Constraint.calls(2))));
        world.delegation("free", null, "ada", "researcher", List.of(new ToolScope("crm.read_contact", List.of())));
        world.sessions.places().areTold();
        var limited = claim("own", "researcher", "crm.read_contact", Map.of("contact", "c-17"));
        assertThat(world.sessions.places().of(limited.id())).isNotNull();
        var free = claim("free", "researcher", "crm.read_contact", Map.of("contact", "c-17"));
        assertThat(free.allowed()).isTrue();
        assertThat(world.sessions.places().of(free.id())).isNull();
    }

    /** Who is asked each time may have agreed to some calls of the kind, and no more by two replicas than by one. */
    @Test
    void so_does_one_that_a_person_agreed_to_so_often() {
        world.book = ShippedPolicies.with(
                "held.cedar",
                "@id(\"held\") @obligation(\"approval\") forbid (principal is Mandate::Agent, action, resource);");
        root(new ToolScope("crm.read_contact", List.of()));
        agrees(new ToolScope("crm.read_contact", List.of(Constraint.calls(2))));
        world.sessions.places().areTold();
        for (var i = 0; i < 2; i++) {
            var agreed = claim("own", "researcher", "crm.read_contact", Map.of("contact", "c-17"));
            assertThat(agreed.allowed()).isTrue();
            assertThat(world.sessions.places().of(agreed.id())).isNotNull();
        }
        assertThat(asks("own", "researcher", "crm.read_contact", Map.of("contact", "c-17")))
                .isEqualTo("approval_required");
    }

    @Test
    void what_is_handed_on_counts_for_all_of_the_session() {
        root(new ToolScope("crm.read_contact", List.of(Constraint.calls(2))));
        world.delegation(
                "one",
                "own",
                "researcher",
                "mailer",
                List.of(new ToolScope("crm.read_contact", List.of(Constraint.calls(2)))));
        assertThat(asks("own", "researcher", "crm.read_contact", Map.of("contact", "c-17")))
                .isEqualTo("allow");
        assertThat(asks("one", "mailer", "crm.read_contact", Map.of("contact", "c-17")))
                .isEqualTo("allow");
        assertThat(asks("one", "mailer", "crm.read_contact", Map.of("contact", "c-17")))
                .isEqualTo("budget_exhausted");
    }

    @Test
    void who_names_the_recipients_names_those_of_copies_too_which_needs_none() {
        var bo = List.of("bo@partner.example");
        root(new ToolScope(
                "email.send",
                List.of(
                        new Constraint("to", Operator.ONE_OF, bo),
                        new Constraint("cc", Operator.ONE_OF, bo, true),
                        new Constraint("bcc", Operator.ONE_OF, bo, true))));
        assertThat(asks("own", "researcher", "email.send", TO_BO)).isEqualTo("allow");
        for (var copied : List.of("cc", "bcc")) {
            var more = new HashMap<String, Object>(TO_BO);
            more.put(copied, List.of("eve@evil.example"));
            var refused = claim("own", "researcher", "email.send", more);
            assertThat(refused.reason()).isEqualTo(Reason.LIMIT_EXCEEDED);
            assertThat(refused.explanation())
                    .contains("limits the argument " + copied + " to one of bo@partner.example where it is there");
        }
    }

    private void root(ToolScope... scope) {
        world.delegation("own", null, "ada", "researcher", List.of(scope));
    }

    private void agrees(ToolScope scope) {
        var own = world.delegations.states().get("del_own").state();
        var kind = new AgreedKind(
                DecisionId.next(), List.of("held"), world.book.version(), List.of("contact"), "console", null);
        world.delegations
                .states()
                .apply("del_often", DecisionWorld.agreement("often", own, own.delegator(), scope, kind));
    }

    private String asks(String under, String agent, String tool, Map<String, Object> arguments) {
        var verdict = claim(under, agent, tool, arguments);
        return verdict.allowed() ? "allow" : verdict.reason().code();
    }

    private Verdict claim(String under, String agent, String tool, Map<String, Object> arguments) {
        return pipeline.claim(
                new DecisionCase(Map.of("subject", agent, "call", tool, "under", under, "arguments", arguments))
                        .question());
    }
}
