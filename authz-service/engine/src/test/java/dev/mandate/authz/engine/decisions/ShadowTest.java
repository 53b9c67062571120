package dev.mandate.authz.engine.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.authz.engine.decisions.answers.Verdict;
import dev.mandate.authz.engine.policies.PolicyBook;
import dev.mandate.authz.engine.policies.ShippedPolicies;
import dev.mandate.events.authz.DecisionEvent.Logged;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShadowTest {
    private static final String NO_MAIL =
            "@id(\"no-mail\") forbid (principal, action in Mandate::Action::\"egress\", resource);";

    private final DecisionWorld world = new DecisionWorld();

    @Test
    void what_watched_policies_would_have_changed_is_told_and_not_done() {
        watch(ShippedPolicies.with("no-mail.cedar", NO_MAIL));
        var verdict = ask("finn", "email.send");
        assertThat(verdict.allowed()).isTrue();
        assertThat(verdict.shadow().allowed()).isFalse();
        assertThat(verdict.shadow().reason()).isEqualTo("person_policy");
        assertThat(verdict.shadow().policies()).containsExactly("no-mail");
        assertThat(verdict.record(Logged.BUFFERED).shadow()).isEqualTo(verdict.shadow());
    }

    @Test
    void a_denial_that_watched_policies_would_lift_is_told_too() {
        watch(ShippedPolicies.with(
                "crm.cedar",
                "@id(\"crm-for-all\") permit (principal, action in Mandate::Action::\"private\", resource);"));
        var verdict = ask("finn", "crm.read_contact");
        assertThat(verdict.allowed()).isFalse();
        assertThat(verdict.shadow().allowed()).isTrue();
        assertThat(verdict.shadow().policies()).containsExactly("crm-for-all");
    }

    @Test
    void a_denial_that_no_policy_could_lift_says_nothing_of_watched_ones() {
        watch(ShippedPolicies.with("no-mail.cedar", NO_MAIL));
        assertThat(ask("finn", "no.such_tool").shadow()).isNull();
        world.completeUntil.put("access", DecisionWorld.NOW.minusSeconds(60));
        assertThat(ask("finn", "email.send").shadow()).isNull();
    }

    @Test
    void while_nothing_is_watched_nothing_is_told() {
        assertThat(ask("finn", "email.send").shadow()).isNull();
    }

    private void watch(PolicyBook watched) {
        world.book = new PolicyBook(world.book.policies(), world.book.version(), watched);
    }

    private Verdict ask(String person, String tool) {
        return world.decide(DecisionCase.call(person, null, tool, Map.of()));
    }
}
