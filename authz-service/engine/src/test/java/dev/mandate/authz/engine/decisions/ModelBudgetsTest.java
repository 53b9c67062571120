package dev.mandate.authz.engine.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.authz.engine.decisions.answers.Verdict;
import dev.mandate.authz.engine.decisions.questions.Question;
import dev.mandate.authz.engine.decisions.questions.Reason;
import dev.mandate.authz.engine.sessions.Receipts;
import dev.mandate.authz.engine.sessions.SessionFacts;
import dev.mandate.events.actions.ActionEvent.ModelUsed;
import dev.mandate.events.actions.TokenUsage;
import dev.mandate.events.actions.ToolResult;
import dev.mandate.events.cloudevents.Receipt;
import dev.mandate.events.identity.Constraint;
import dev.mandate.events.identity.Constraint.Operator;
import dev.mandate.events.identity.ToolScope;
import java.math.BigInteger;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which models a delegation lets its agent use, how often, and for how many tokens. */
class ModelBudgetsTest {
    private final DecisionWorld world = new DecisionWorld();
    private DecisionPipeline pipeline;
    private SessionFacts facts;

    @BeforeEach
    void begin() {
        pipeline = world.pipeline(world.directory, world.sessions);
        facts = new SessionFacts(
                world.sessions.allowed(),
                world.directory.catalogue(),
                world.delegations,
                Duration.ofMinutes(5),
                () -> DecisionWorld.NOW);
    }

    @Test
    void a_delegation_that_names_no_model_leaves_models_to_policies() {
        assertThat(asks("researcher", "task", "general-small", 1)).isEqualTo("allow");
        assertThat(asks("researcher", "task", "frontier-large", 1)).isEqualTo("delegator_policy");
    }

    @Test
    void one_that_names_some_lets_no_others_be_used_and_gives_none_that_policies_dont() {
        root(named("general-small"), named("frontier-large"));
        assertThat(asks("researcher", "own", "general-small", 1)).isEqualTo("allow");
        assertThat(asks("researcher", "own", "general-large", 1)).isEqualTo("outside_scope");
        assertThat(asks("researcher", "own", "frontier-large", 1)).isEqualTo("delegator_policy");
        assertThat(pipeline.conceivable(question("researcher", "own", "general-small", 1)))
                .isTrue();
        assertThat(pipeline.conceivable(question("researcher", "own", "general-large", 1)))
                .isFalse();
    }

    @Test
    void what_is_handed_on_without_a_word_of_models_is_held_to_what_the_parent_names() {
        root(named("general-small"));
        child("handed");
        assertThat(asks("mailer", "handed", "general-small", 1)).isEqualTo("allow");
        assertThat(asks("mailer", "handed", "general-large", 1)).isEqualTo("outside_scope");
    }

    @Test
    void as_many_calls_as_it_allows_and_not_one_more() {
        root(named("general-small", most("calls", 2)));
        var first = claim("researcher", "own", "general-small", 1);
        assertThat(asks("researcher", "own", "general-small", 1)).isEqualTo("allow");
        assertThat(asks("researcher", "own", "general-small", 1)).isEqualTo("budget_exhausted");
        pipeline.release(first);
        assertThat(asks("researcher", "own", "general-small", 1)).isEqualTo("allow");
        assertThat(asks("researcher", "own", "general-small", 1)).isEqualTo("budget_exhausted");
    }

    @Test
    void what_is_under_way_counts_as_much_as_it_can_take_until_it_is_told_what_it_took() {
        root(named("general-small", most("tokens", 1000)));
        var first = claim("researcher", "own", "general-small", 5000);
        assertThat(first.allowed()).isTrue();
        assertThat(asks("researcher", "own", "general-small", 10)).isEqualTo("budget_exhausted");
        told(first, 900);
        var second = claim("researcher", "own", "general-small", 50);
        assertThat(second.allowed()).isTrue();
        told(second, 100);
        assertThat(asks("researcher", "own", "general-small", 10)).isEqualTo("budget_exhausted");
        told(second, 1);
        assertThat(asks("researcher", "own", "general-small", 10))
                .as("of two reports the larger counts")
                .isEqualTo("budget_exhausted");
    }

    /** He could say that it took nothing, or all that there is. */
    @Test
    void what_is_told_by_others_than_who_was_answered_changes_nothing() {
        var receipts = Receipts.by("r".repeat(32));
        facts = new SessionFacts(
                world.sessions.allowed(),
                world.sessions.approvals().uses(),
                world.sessions.places(),
                world.directory.catalogue(),
                world.delegations,
                receipts,
                Duration.ofMinutes(5),
                () -> DecisionWorld.NOW);
        root(named("general-small", most("tokens", 1000)));
        var use = claim("researcher", "own", "general-small", 900);
        var other = claim("researcher", "own", "general-small", 100);
        told(use, 1, null);
        told(use, 1, receipts.of(other.id()));
        told(use, 1, Receipts.by("s".repeat(32)).of(use.id()));
        assertThat(asks("researcher", "own", "general-small", 1)).isEqualTo("budget_exhausted");
        told(use, 1, receipts.of(use.id()));
        assertThat(asks("researcher", "own", "general-small", 1)).isEqualTo("allow");
    }

    @Test
    void all_models_together_have_a_budget_beside_that_of_each() {
        root(new ToolScope("model:*", List.of(most("tokens", 1000))), named("general-small", most("tokens", 10)));
        claim("researcher", "own", "general-small", 10);
        assertThat(asks("researcher", "own", "general-small", 1)).isEqualTo("budget_exhausted");
        assertThat(asks("researcher", "own", "general-large", 990)).isEqualTo("allow");
        assertThat(asks("researcher", "own", "general-large", 1)).isEqualTo("budget_exhausted");
    }

    @Test
    void a_budget_is_for_all_that_was_handed_on_and_a_part_has_its_own_within_it() {
        root(named("general-small", most("tokens", 100)));
        child("one", named("general-small", most("tokens", 60)));
        child("other");
        claim("mailer", "one", "general-small", 60);
        assertThat(asks("mailer", "one", "general-small", 1)).isEqualTo("budget_exhausted");
        assertThat(asks("mailer", "other", "general-small", 40)).isEqualTo("allow");
        assertThat(asks("researcher", "own", "general-small", 1)).isEqualTo("budget_exhausted");
    }

    @Test
    void what_a_part_used_that_is_gone_by_now_counts_for_all() {
        root(named("general-small", most("tokens", 100)));
        child("one");
        child("other", named("general-small", most("tokens", 50)));
        claim("mailer", "one", "general-small", 60);
        world.delegations.states().forget("del_one");
        assertThat(asks("mailer", "other", "general-small", 1)).isEqualTo("budget_exhausted");
        assertThat(asks("researcher", "own", "general-small", 1)).isEqualTo("allow");
    }

    @ParameterizedTest
    @CsvSource({"tokens,AT_LEAST,5", "temperature,AT_MOST,1", "calls,ONE_OF,1"})
    void a_limit_that_cant_be_judged_is_broken(String argument, Operator operator, String value) {
        root(named("general-small", new Constraint(argument, operator, List.of(value))));
        assertThat(asks("researcher", "own", "general-small", 1)).isEqualTo("limit_exceeded");
    }

    @Test
    void who_doesnt_say_how_many_tokens_it_takes_at_most_has_no_part_of_a_budget_of_tokens() {
        root(named("general-small", most("tokens", 100)));
        assertThat(pipeline.claim(question("researcher", "own", "general-small", null))
                        .reason())
                .isEqualTo(Reason.LIMIT_EXCEEDED);
    }

    @Test
    void a_claim_of_more_tokens_than_there_are_ends_no_budget_and_counts_nothing() {
        root(named("general-small", most("tokens", 100)));
        claim("researcher", "own", "general-small", 50);
        for (var said : List.<Number>of(Long.MAX_VALUE, BigInteger.ONE.shiftLeft(64), -1, 1.5))
            assertThat(asks("researcher", "own", "general-small", said)).isEqualTo("limit_exceeded");
        assertThat(asks("researcher", "own", "general-small", TokenUsage.MOST)).isEqualTo("allow");
        assertThat(asks("researcher", "own", "general-small", 1)).isEqualTo("budget_exhausted");
    }

    @Test
    void nor_does_one_that_no_budget_was_asked_for() {
        root(named("general-small", most("tokens", 100)), named("general-large"));
        for (var times = 0; times < 3; times++)
            assertThat(asks("researcher", "own", "general-large", Long.MAX_VALUE))
                    .isEqualTo("allow");
        assertThat(world.sessions
                        .allowed()
                        .models(claim("researcher", "own", "general-small", 1).session(), DecisionWorld.NOW)
                        .of(null, any -> true)
                        .tokens())
                .isEqualTo(3 * TokenUsage.MOST + 1);
    }

    private void root(ToolScope... scope) {
        world.delegation("own", null, "ada", "researcher", List.of(scope));
    }

    private void child(String name, ToolScope... scope) {
        world.delegation(name, "own", "researcher", "mailer", List.of(scope));
    }

    private static ToolScope named(String model, Constraint... limits) {
        return new ToolScope("model:" + model, List.of(limits));
    }

    private static Constraint most(String what, int most) {
        return new Constraint(what, Operator.AT_MOST, List.of(Integer.toString(most)));
    }

    private String asks(String agent, String under, String model, Number tokens) {
        var verdict = claim(agent, under, model, tokens);
        return verdict.allowed() ? "allow" : verdict.reason().code();
    }

    private Verdict claim(String agent, String under, String model, Number tokens) {
        return pipeline.claim(question(agent, under, model, tokens));
    }

    static Question question(String agent, String under, String model, Number tokens) {
        var yaml = new HashMap<String, Object>(Map.of("subject", agent, "use", "model/" + model, "under", under));
        if (tokens != null) yaml.put("arguments", Map.of("tokens", tokens));
        return new DecisionCase(yaml).question();
    }

    private void told(Verdict allow, long tokens) {
        told(allow, tokens, null);
    }

    private void told(Verdict allow, long tokens, Receipt shown) {
        facts.used(
                new ModelUsed(
                        allow.session(),
                        allow.identity(),
                        allow.question().delegation(),
                        allow.id(),
                        allow.question().resourceId(),
                        "chat/completions",
                        DecisionWorld.NOW,
                        ToolResult.Status.SUCCEEDED,
                        1,
                        new TokenUsage(tokens, 0, null),
                        List.of(),
                        null),
                shown);
    }
}
