package dev.mandate.authz.engine.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.authz.engine.decisions.answers.Verdict;
import dev.mandate.authz.engine.decisions.questions.Question;
import dev.mandate.authz.engine.decisions.questions.Reason;
import dev.mandate.authz.engine.policies.ShippedPolicies;
import dev.mandate.events.lifecycle.ToolLabel;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Nothing is decided by a tool's name. */
class VerdictFollowsTest {
    private final DecisionWorld world = new DecisionWorld();

    @Test
    void a_tool_under_another_name_gets_the_same_verdict() {
        var before = ask("ada", "crm.read_contact");
        world.directory.catalogue().forget("tool:crm.read_contact");
        world.tool("people.look_up", "crm", Map.of(), ToolLabel.PRIVATE);
        assertThat(before.allowed()).isTrue();
        assertThat(ask("ada", "people.look_up").allowed()).isTrue();
        assertThat(ask("finn", "people.look_up").reason()).isEqualTo(Reason.PERSON_POLICY);
        assertThat(ask("ada", "crm.read_contact").reason()).isEqualTo(Reason.UNKNOWN_RESOURCE);
    }

    @Test
    void a_tool_with_another_label_gets_another_verdict() {
        world.tool("crm.read_contact", "crm", Map.of(), ToolLabel.PRIVATE, ToolLabel.DESTROY);
        assertThat(ask("ada", "crm.read_contact").reason()).isEqualTo(Reason.PERSON_POLICY);
    }

    @Test
    void an_edited_policy_is_what_the_next_question_is_judged_by() {
        world.book = ShippedPolicies.with("extra.cedar", """
                @id("no-crm-today") @reason("The CRM is closed today.")
                forbid (principal, action, resource in Mandate::Application::"crm");
                """);
        var verdict = ask("ada", "crm.read_contact");
        assertThat(verdict.explanation()).isEqualTo("The CRM is closed today.");
        assertThat(verdict.policies()).containsExactly("no-crm-today");
        assertThat(verdict.policyVersion()).isNotEqualTo(ShippedPolicies.book().version());
    }

    @Test
    void a_policy_that_cannot_be_evaluated_denies() {
        world.tool("payments.transfer", "payments", Map.of("amount", "string"), ToolLabel.MONEY);
        var verdict = world.decide(question("finn", "payments.transfer", Map.of("amount", "500")));
        assertThat(verdict.reason()).isEqualTo(Reason.POLICY_ERROR);
        assertThat(verdict.explanation()).contains("money-for-finance");
    }

    private Verdict ask(String person, String tool) {
        return world.decide(question(person, tool, Map.of()));
    }

    private static Question question(String person, String tool, Map<String, Object> arguments) {
        return DecisionCase.call(person, null, tool, arguments);
    }
}
