package dev.mandate.identity.delegations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.identity.Constraint;
import dev.mandate.events.identity.Constraint.Operator;
import dev.mandate.events.identity.ToolScope;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitRulesTest {
    @ParameterizedTest
    @CsvSource({
        "STARTS_WITH, /shared/reports, Use PATH_UNDER",
        "STARTS_WITH, reports/, Use PATH_UNDER",
        "STARTS_WITH, C:\\reports, Use PATH_UNDER",
        "STARTS_WITH, %2fshared, Use PATH_UNDER",
        "STARTS_WITH, https://acme.example, Use URL_UNDER",
        "STARTS_WITH, //acme.example, Use URL_UNDER",
        "PATH_UNDER, /shared/../reports, Write a path",
        "PATH_UNDER, C:\\reports, Write a path",
        "URL_UNDER, acme.example, Write a URL",
        "URL_UNDER, https://acme.example/a?b, Write a URL",
        "AT_MOST, -5, Use BETWEEN",
    })
    void a_limit_that_would_hold_nothing_in_is_refused_with_the_one_that_does(
            Operator operator, String value, String said) {
        var refusal = refusal(operator, value);
        assertThat(refusal).isNotNull();
        assertThat(refusal.title()).startsWith(said);
        assertThat(refusal.field()).isEqualTo("/scope/1/constraints/0/values/0");
    }

    @ParameterizedTest
    @CsvSource({
        "STARTS_WITH, INV-",
        "STARTS_WITH, Re: Übersicht",
        "PATH_UNDER, /shared/reports",
        "PATH_UNDER, reports",
        "URL_UNDER, https://acme.example",
        "AT_MOST, 0",
        "AT_LEAST, -5",
        "ONE_OF, /shared/reports/q1",
    })
    void others_stand(Operator operator, String value) {
        assertThat(refusal(operator, value)).isNull();
    }

    @Test
    void how_often_is_said_of_tools_alone() {
        var often = List.of(Constraint.calls(4));
        assertThat(LimitRules.refusal(List.of(new ToolScope("mail.send", often))))
                .isEmpty();
        for (var tool : List.of("model:*", "invoicing/invoice:approve"))
            assertThat(LimitRules.refusal(List.of(new ToolScope(tool, often))))
                    .hasValueSatisfying(refusal -> assertThat(refusal.field()).isEqualTo("/scope/0/constraints/0"));
    }

    @ParameterizedTest
    @CsvSource({
        "AT_MOST, calls, true",
        "AT_MOST, tokens, true",
        "AT_LEAST, tokens, false",
        "AT_MOST, temperature, false"
    })
    void a_model_is_limited_by_how_often_and_for_how_many_tokens(Operator operator, String argument, boolean stands) {
        var limit = new Constraint(argument, operator, List.of("5"));
        var refusal = LimitRules.refusal(List.of(new ToolScope("model:general-small", List.of(limit))));
        assertThat(refusal.isEmpty()).isEqualTo(stands);
        refusal.ifPresent(it -> assertThat(it.field()).isEqualTo("/scope/0/constraints/0"));
    }

    @ParameterizedTest
    @CsvSource({"crm.read, true", "model:*, true", "model:general-small, true", "model:general-large, false"})
    void a_child_names_models_that_its_parent_lets_it(String parent, boolean stands) {
        var has = List.of(new ToolScope(parent, List.of()));
        var wanted = List.of(new ToolScope("model:general-small", List.of()));
        assertThat(Narrowing.beyond(has, wanted).isEmpty()).isEqualTo(stands);
        if (stands) assertThat(Narrowing.within(has, wanted)).isEqualTo(wanted);
    }

    @Test
    void a_child_keeps_its_parents_place_whatever_it_asks_for() {
        var parent = new Constraint("path", Operator.PATH_UNDER, List.of("/shared/reports"));
        var wider = new Constraint("path", Operator.PATH_UNDER, List.of("/shared"));
        var tool = Narrowing.within(
                List.of(new ToolScope("files.read", List.of(parent))),
                List.of(new ToolScope("files.read", List.of(wider))));
        assertThat(tool).containsExactly(new ToolScope("files.read", List.of(parent, wider)));
    }

    private static Refusal refusal(Operator operator, String value) {
        var limit = new Constraint("a", operator, List.of(value));
        return LimitRules.refusal(List.of(new ToolScope("t", List.of()), new ToolScope("u", List.of(limit))))
                .orElse(null);
    }
}
