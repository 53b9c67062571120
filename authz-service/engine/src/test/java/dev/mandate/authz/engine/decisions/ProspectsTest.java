package dev.mandate.authz.engine.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.authz.engine.decisions.answers.Prospect;
import dev.mandate.authz.engine.decisions.answers.Prospect.Kind;
import dev.mandate.authz.engine.decisions.questions.Question;
import dev.mandate.authz.engine.decisions.questions.Reason;
import dev.mandate.authz.engine.policies.ShippedPolicies;
import dev.mandate.events.identity.ToolScope;
import dev.mandate.events.lifecycle.CatalogEntry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What somebody who is asked for a task can be told of it before there is a call. */
class ProspectsTest {
    private final DecisionWorld world = new DecisionWorld();

    @Test
    void what_no_policy_permits_him_is_refused_with_the_roles_that_would_help() {
        var prospect = of("ada", "tickets.read");
        assertThat(prospect.kind()).isEqualTo(Kind.REFUSED);
        assertThat(prospect.reason()).isEqualTo(Reason.DELEGATOR_POLICY);
        assertThat(prospect.policies()).isEmpty();
        assertThat(prospect.explanation()).isEqualTo("No policy permits it; the role support changes this.");
        assertThat(of("ada", "payments.transfer").explanation())
                .as("though the permit depends on the amount")
                .isEqualTo("No policy permits it; the role finance changes this.");
    }

    @Test
    void a_role_that_the_catalogue_has_no_more_helps_nobody() {
        world.directory.catalogue().forget("role:support");
        assertThat(of("ada", "tickets.read").explanation())
                .isEqualTo("No policy permits it; one that does changes this.");
    }

    @Test
    void what_is_forbidden_him_whatever_the_call_is_refused_in_its_authors_words() {
        world.book = ShippedPolicies.with("no-mail.cedar", """
                @id("sales-dont-mail") @reason("Sales doesn't send mail by agents; ask the office.")
                forbid (principal, action, resource == Mandate::Tool::"email.send")
                when { principal is Mandate::Person && principal.department == "Sales" && context.delegated };
                """);
        var prospect = of("ada", "email.send");
        assertThat(prospect.kind()).isEqualTo(Kind.REFUSED);
        assertThat(prospect.explanation()).isEqualTo("Sales doesn't send mail by agents; ask the office.");
        assertThat(prospect.policies()).containsExactly("sales-dont-mail");
        assertThat(of("finn", "email.send").kind()).isEqualTo(Kind.OPEN);
    }

    @Test
    void what_depends_on_the_call_is_open() {
        world.book = ShippedPolicies.with("late.cedar", """
                @id("not-late") forbid (principal, action, resource == Mandate::Tool::"email.send")
                when { context.environment.hour > 20 };
                """);
        assertThat(of("ada", "email.send").kind()).isEqualTo(Kind.OPEN);
        assertThat(of("finn", "payments.transfer").kind()).isEqualTo(Kind.OPEN);
        assertThat(of("ada", "crm.read_contact").kind()).isEqualTo(Kind.OPEN);
    }

    @Test
    void what_each_permit_or_a_forbid_lets_through_by_a_yes_alone_is_asked_about() {
        asks("approval");
        assertThat(of("ada", "tickets.read").kind()).isEqualTo(Kind.ASKED);
        assertThat(of("ada", "tickets.read").reason()).isEqualTo(Reason.APPROVAL_REQUIRED);
        assertThat(of("ada", "tickets.read").policies()).containsExactly("asks");
        assertThat(of("ada", "crm.read_contact").kind())
                .as("another permit asks for nothing")
                .isEqualTo(Kind.OPEN);
        world.book = ShippedPolicies.with("mail.cedar", """
                @id("mail-asks") @obligation("approval") @reason("Somebody looks at each mail.")
                forbid (principal, action, resource == Mandate::Tool::"email.send");
                """);
        assertThat(of("ada", "email.send").kind()).isEqualTo(Kind.ASKED);
        assertThat(of("ada", "email.send").explanation()).isEqualTo("Somebody looks at each mail.");
    }

    @Test
    void nobody_is_told_that_he_is_asked_where_a_yes_would_not_help() {
        world.book = ShippedPolicies.with("tickets.cedar", """
                @id("tickets-ask") @obligation("approval")
                forbid (principal, action, resource == Mandate::Tool::"tickets.read");
                """);
        assertThat(of("ada", "tickets.read").kind()).isEqualTo(Kind.REFUSED);
    }

    @Test
    void what_takes_a_stronger_sign_in_is_nothing_that_an_agent_can_do_for_him() {
        asks("step_up:urn:mandate:acr:mfa");
        assertThat(of("ada", "tickets.read").kind()).isEqualTo(Kind.REFUSED);
        assertThat(of("ada", "tickets.read").reason()).isEqualTo(Reason.STEP_UP_REQUIRED);
        asks("approval; step_up:urn:mandate:acr:mfa");
        assertThat(of("ada", "tickets.read").reason()).isEqualTo(Reason.STEP_UP_REQUIRED);
    }

    @Test
    void what_the_catalogue_has_not_is_refused_and_what_is_stale_is_not_told() {
        assertThat(of("ada", "no.such").reason()).isEqualTo(Reason.UNKNOWN_RESOURCE);
        world.completeUntil.put("access", DecisionWorld.NOW.minus(Duration.ofHours(1)));
        assertThat(of("ada", "crm.read_contact")).isEqualTo(Prospect.UNKNOWN);
        assertThat(of("ada", "tickets.read")).isEqualTo(Prospect.UNKNOWN);
    }

    @Test
    void what_an_agent_is_allowed_for_somebody_was_never_told_to_be_refused() {
        var allowed = new TreeSet<String>();
        for (var person : List.of("ada", "finn", "erin"))
            for (var tool : world.directory.catalogue().all(CatalogEntry.Tool.class)) {
                world.delegation("any", null, person, "researcher", List.of(new ToolScope(tool.id(), List.of())));
                for (var arguments : List.of(
                        Map.<String, Object>of(),
                        Map.<String, Object>of("amount", 10),
                        Map.<String, Object>of("to", List.of("a@acme.example")))) {
                    var question = new Question(
                            "agent",
                            DecisionWorld.id("researcher").value(),
                            Question.Action.of("call"),
                            "tool",
                            tool.id(),
                            arguments,
                            Map.of(),
                            DecisionWorld.delegationId("any"),
                            null,
                            Question.Proof.NONE,
                            "test",
                            null,
                            null);
                    if (!world.decide(question).allowed()) continue;
                    allowed.add(tool.id() + " for " + person);
                    assertThat(of(person, tool.id()).kind())
                            .as("%s for %s", tool.id(), person)
                            .isEqualTo(Kind.OPEN);
                }
            }
        assertThat(allowed)
                .contains("crm.read_contact for ada", "payments.transfer for finn", "email.send for erin")
                .doesNotContain("crm.read_contact for finn", "payments.transfer for ada");
    }

    private void asks(String obligation) {
        world.book = ShippedPolicies.with(
                "asks.cedar",
                "@id(\"asks\") @obligation(\"" + obligation
                        + "\") permit (principal == Mandate::Person::\"per_ada\", action, resource);");
    }

    private Prospect of(String person, String tool) {
        var question = Question.call("person", DecisionWorld.id(person).value(), tool, Map.of(), "test");
        return world.pipeline(world.directory, world.sessions).prospect(question);
    }
}
