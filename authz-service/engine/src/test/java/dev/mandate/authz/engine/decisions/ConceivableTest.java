package dev.mandate.authz.engine.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.authz.engine.decisions.questions.Question;
import dev.mandate.authz.engine.decisions.questions.Reason;
import dev.mandate.authz.engine.policies.ShippedPolicies;
import dev.mandate.events.identity.Constraint;
import dev.mandate.events.identity.Constraint.Operator;
import dev.mandate.events.identity.ToolScope;
import dev.mandate.events.lifecycle.CatalogEntry;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What somebody may know of is what he may ever do, whatever he sends now. */
class ConceivableTest {
    private final DecisionWorld world = new DecisionWorld();

    @Test
    void what_only_the_arguments_stand_against_is() {
        var much = call("finn", null, "payments.transfer", Map.of("amount", 900));
        assertThat(world.decide(much).reason()).isEqualTo(Reason.PERSON_POLICY);
        assertThat(world.decide(much).policies()).isEmpty();
        assertThat(conceivable(much)).isTrue();
        assertThat(conceivable(call("finn", null, "payments.transfer", Map.of("amount", "x"))))
                .isTrue();
        assertThat(conceivable(call("finn", null, "payments.transfer", null))).isTrue();
    }

    @Test
    void what_a_limit_of_the_delegation_stands_against_is_and_what_it_does_not_name_is_not() {
        var limit = new Constraint("amount", Operator.AT_MOST, List.of("10"));
        world.delegation(
                "small", null, "finn", "researcher", List.of(new ToolScope("payments.transfer", List.of(limit))));
        var over = call("researcher", "small", "payments.transfer", Map.of("amount", 11));
        assertThat(world.decide(over).reason()).isEqualTo(Reason.LIMIT_EXCEEDED);
        assertThat(conceivable(over)).isTrue();
        assertThat(conceivable(call("researcher", "small", "email.send", Map.of())))
                .isFalse();
    }

    @Test
    void what_a_delegator_is_never_permitted_is_not_whatever_is_wrong_with_the_arguments() {
        world.delegation("money", null, "ada", "researcher", List.of(new ToolScope("payments.transfer", List.of())));
        for (var arguments : List.of(
                Map.<String, Object>of("amount", 10),
                Map.<String, Object>of("amount", 900),
                Map.<String, Object>of("amount", "x"),
                Map.<String, Object>of("other", 1)))
            assertThat(conceivable(call("researcher", "money", "payments.transfer", arguments)))
                    .as("%s", arguments)
                    .isFalse();
    }

    @Test
    void what_depends_on_who_somebody_is_is_for_him_alone() {
        world.book = ShippedPolicies.with("finance.cedar", """
                @id("finance-at-night") permit (principal, action, resource == Mandate::Tool::"identity.grant_role")
                when { principal is Mandate::Person && principal.department == "Finance" }
                when { context.environment.hour < 1 };
                """);
        assertThat(conceivable(call("finn", null, "identity.grant_role", Map.of())))
                .isTrue();
        assertThat(conceivable(call("ada", null, "identity.grant_role", Map.of())))
                .isFalse();
    }

    @Test
    void what_is_not_there_or_in_doubt_is_not() {
        assertThat(conceivable(call("finn", null, "no.such", Map.of()))).isFalse();
        assertThat(conceivable(call("researcher", "nowhere", "email.send", Map.of())))
                .isFalse();
        assertThat(conceivable(call("researcher", "task", "email.send", Map.of())))
                .isTrue();
        world.directory.catalogue().unreadable("tool:email.send");
        assertThat(conceivable(call("researcher", "task", "email.send", Map.of())))
                .isFalse();
    }

    @Test
    void whatever_is_allowed_is() {
        for (var subject : List.of("ada", "finn", "erin", "researcher", "mailer", "keeper"))
            for (var under : java.util.Arrays.asList(null, "task", "part", "pay", "admin"))
                for (var tool : world.directory.catalogue().all(CatalogEntry.Tool.class))
                    for (var arguments : List.of(
                            Map.<String, Object>of(),
                            Map.<String, Object>of("amount", 10),
                            Map.<String, Object>of("to", List.of("a@acme.example")))) {
                        var question = call(subject, under, tool.id(), arguments);
                        if (world.decide(question).allowed())
                            assertThat(conceivable(question)).as("%s", question).isTrue();
                    }
    }

    private boolean conceivable(Question question) {
        return world.pipeline(world.directory, world.sessions).conceivable(question);
    }

    private static Question call(String subject, String under, String tool, Map<String, Object> arguments) {
        var id = DecisionWorld.id(subject);
        return new Question(
                id.isPerson() ? "person" : "agent",
                id.value(),
                Question.Action.of("call"),
                "tool",
                tool,
                arguments,
                Map.of(),
                under == null ? null : DecisionWorld.delegationId(under),
                null,
                Question.Proof.NONE,
                "test",
                null,
                null);
    }
}
