package dev.mandate.authz.engine.delegations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.identity.Constraint;
import dev.mandate.events.identity.Constraint.Operator;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "amount | AT_MOST | 500 | {\"amount\": 500} | true",
                "amount | AT_MOST | 500 | {\"amount\": 500.00000000000000000001} | false",
                "amount | AT_MOST | 500 | {\"amount\": 1e999999999} | false",
                "amount | AT_MOST | 100 | {\"amount\": 1e2} | true",
                "amount | AT_MOST | 100 | {\"amount\": 1.0000000001E+2} | false",
                "amount | AT_MOST | 100 | {\"amount\": 100000e-3} | true",
                "amount | AT_MOST | 500 | {\"amount\": \"5\"} | false",
                "amount | AT_MOST | 500 | {} | false",
                "amount | AT_MOST | 500 | {\"amount\": null} | false",
                "amount | AT_MOST | 100 | {\"amount\": 0} | true",
                "amount | AT_MOST | 100 | {\"amount\": -1500} | false",
                "amount | AT_MOST | -5 | {\"amount\": -6} | false",
                "amount | BETWEEN | -10 .. 10 | {\"amount\": -10} | true",
                "amount | BETWEEN | -10 .. 10 | {\"amount\": 10.5} | false",
                "amount | BETWEEN | -10 .. 10 | {\"amount\": \"1\"} | false",
                "path | PATH_UNDER | /shared/reports | {\"path\": \"/shared/reports/q1\"} | true",
                "path | PATH_UNDER | /shared/reports | {\"path\": \"/shared/reports-secret\"} | false",
                "path | PATH_UNDER | /shared/reports | {\"path\": \"/shared/reports/%252e%252e/x\"} | false",
                "path | PATH_UNDER | /shared/reports | {\"path\": [\"/shared/reports/a\", \"/etc\"]} | false",
                "path | PATH_UNDER | /a .. /b | {\"path\": \"/b/c\"} | true",
                "path | PATH_UNDER | /a/../b | {\"path\": \"/a/../b\"} | false",
                "url | URL_UNDER | https://acme.example/a | {\"url\": \"https://acme.example/a/b?c\"} | true",
                "url | URL_UNDER | https://acme.example/a | {\"url\": \"https://acme.example/ab\"} | false",
                "url | URL_UNDER | https://acme.example | {\"url\": 5} | false",
                "path | STARTS_WITH | /shared/reports | {\"path\": \"/shared/reports-secret\"} | false",
                "path | STARTS_WITH | /shared/reports | {\"path\": \"/shared/reports/\uff0e\uff0e/x\"} | false",
                "id | STARTS_WITH | INV- | {\"id\": \"INV-1/2\"} | true",
                "id | STARTS_WITH | INV- | {\"id\": \"INV-1/../2\"} | false",
                "amount | AT_LEAST | -2.5 | {\"amount\": -2.5} | true",
                "line.amount | AT_MOST | 5 | {\"line\": {\"amount\": 4}} | true",
                "line.amount | AT_MOST | 5 | {\"line\": [{\"amount\": 4}]} | false",
                "line.amount | AT_MOST | 5 | {\"line.amount\": 4} | true",
                "line.amount | AT_MOST | 5 | {\"line.amount\": 4, \"line\": {\"amount\": 6}} | false",
                "line.amount | AT_MOST | 5 | {\"line.amount\": 4, \"line\": [{\"amount\": 6}]} | false",
                "amounts | AT_MOST | 5 | {\"amounts\": [1, 6]} | false",
                "currency | ONE_OF | EUR | {\"currency\": \"EUR\"} | true",
                "currency | ONE_OF | EUR | {\"currency\": \"eur\"} | false",
                "path | STARTS_WITH | /sales/ | {\"path\": \"/sales/a..b.txt\"} | true",
                "path | STARTS_WITH | /sales/ | {\"path\": \"/sales/../board/a\"} | false",
                "path | STARTS_WITH | /sales/ | {\"path\": \"/sales/%2e%2e/board/a\"} | false",
                "path | STARTS_WITH | /sales/ | {\"path\": \"/sales/..%2fboard\"} | false",
                "path | STARTS_WITH | /sales/ | {\"path\": \"/sales/..;/board/a\"} | false",
                "path | STARTS_WITH | /sales/ | {\"path\": \"/sales/.\\t./board/a\"} | false",
                "url | STARTS_WITH | https://acme.example | {\"url\": \"https://acme.example\"} | true",
                "url | STARTS_WITH | https://acme.example | {\"url\": \"https://acme.example/a?b\"} | true",
                "url | STARTS_WITH | https://acme.example/a | {\"url\": \"https://acme.example/ab\"} | false",
                "url | STARTS_WITH | https:// | {\"url\": \"https://acme.example/a\"} | false",
                "url | STARTS_WITH | https://acme.example | {\"url\": \"https://acme.example.evil.example/\"} | false",
                "url | STARTS_WITH | https://acme.example | {\"url\": \"https://acme.example@evil.example/\"} | false",
                "url | STARTS_WITH | https://acme.example | {\"url\": \"https://acme.example:80@evil.example/\"} | false",
                "url | STARTS_WITH | https://acme.example | {\"url\": \"https://acme.example\\\\@evil.example/\"} | false",
                "to | DOMAIN_IN | acme.example | {\"to\": \"a@acme.example\"} | true",
                "to | DOMAIN_IN | acme.example | {\"to\": \"ada.o'neil+x_1-2=3@acme.example\"} | true",
                "to | DOMAIN_IN | acme.example | {\"to\": \"=?utf-8?q?b=40evil.example=3e=00?=@acme.example\"} | false",
                "to | DOMAIN_IN | acme.example | {\"to\": \"b%evil.example@acme.example\"} | false",
                "to | DOMAIN_IN | acme.example | {\"to\": \"evil.example!b@acme.example\"} | false",
                "to | DOMAIN_IN | acme.example | {\"to\": \"b\\\\@acme.example\"} | false",
                "to | DOMAIN_IN | acme.example | {\"to\": \"a@evil..acme.example\"} | false",
                "to | DOMAIN_IN | acme.example | {\"to\": \"a@mail.ACME.example\"} | true",
                "to | DOMAIN_IN | acme.example | {\"to\": \"a@notacme.example\"} | false",
                "to | DOMAIN_IN | AZ.example | {\"to\": \"a@az.example\"} | true",
                "to | DOMAIN_IN | az.example | {\"to\": \"a@AZ.EXAMPLE\"} | true",
                "to | DOMAIN_IN | a[.example | {\"to\": \"a@a{.example\"} | false",
                "to | DOMAIN_IN | acme.example | {\"to\": \"acme.example\"} | false",
                "to | DOMAIN_IN | acme.example | {\"to\": \"b@evil.example,a@acme.example\"} | false",
                "to | DOMAIN_IN | acme.example | {\"to\": \"b@evil.example@acme.example\"} | false",
                "to | DOMAIN_IN | acme.example | {\"to\": [\"a@acme.example\", \"b@evil.example\"]} | false",
                "to | DOMAIN_IN | acme.example | {\"to\": {\"address\": \"a@acme.example\"}} | false",
            })
    void what_it_cannot_judge_breaks_it(
            String argument, Operator operator, String value, String arguments, boolean expected)
            throws JsonProcessingException {
        Map<String, Object> parsed = EventJson.mapper()
                .reader()
                .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .forType(new TypeReference<Map<String, Object>>() {})
                .readValue(arguments);
        assertThat(new Limits(0).holds(new Constraint(argument, operator, List.of(value.split(" \\.\\. "))), parsed))
                .isEqualTo(expected);
    }

    @Test
    void the_longest_address_that_counts_has_320_characters() {
        var limit = new Constraint("to", Operator.DOMAIN_IN, List.of("acme.example"));
        var at = "@acme.example";
        var longest = "a".repeat(320 - at.length()) + at;
        assertThat(new Limits(0).holds(limit, Map.of("to", longest))).isTrue();
        assertThat(new Limits(0).holds(limit, Map.of("to", "a" + longest))).isFalse();
    }

    @Test
    void no_length_makes_it_fail_instead_of_judging() {
        var longDomain = Map.<String, Object>of("to", "a@" + "a.".repeat(60_000) + "acme.example");
        assertThat(new Limits(0).holds(new Constraint("to", Operator.DOMAIN_IN, List.of("acme.example")), longDomain))
                .isFalse();
        var longPath = Map.<String, Object>of("path", "/sales/" + "a/.".repeat(40_000) + "b");
        assertThat(new Limits(0).holds(new Constraint("path", Operator.STARTS_WITH, List.of("/sales/")), longPath))
                .isFalse();
    }

    @Test
    void one_that_a_call_without_its_argument_holds_is_broken_by_what_is_there_in_any_reading() {
        var only = new Constraint("cc", Operator.ONE_OF, List.of("bo@partner.example"), true);
        assertThat(new Limits(0).holds(only, Map.of("to", "x"))).isTrue();
        assertThat(new Limits(0).holds(only, Map.of("cc", List.of()))).isTrue();
        assertThat(new Limits(0).holds(only, Map.of("cc", List.of("bo@partner.example"))))
                .isTrue();
        assertThat(new Limits(0).holds(only, Map.of("cc", "eve@evil.example"))).isFalse();
        assertThat(new Limits(0).holds(only, Collections.singletonMap("cc", null)))
                .isFalse();
        var inner = new Constraint("to.cc", Operator.ONE_OF, List.of("bo@partner.example"), true);
        assertThat(new Limits(0).holds(inner, Map.of())).isTrue();
        assertThat(new Limits(0).holds(inner, Map.of("to", Map.of()))).isTrue();
        assertThat(new Limits(0).holds(inner, Map.of("to", Map.of("cc", "eve@evil.example"))))
                .isFalse();
        assertThat(new Limits(0).holds(inner, Map.of("to", List.of(Map.of("cc", "eve@evil.example")))))
                .isFalse();
        assertThat(new Limits(0).holds(inner, Map.of("to.cc", "eve@evil.example")))
                .isFalse();
        var innermost = new Constraint("to.cc.also", Operator.ONE_OF, List.of("bo@partner.example"), true);
        assertThat(new Limits(0).holds(innermost, Map.of("to", Map.of("cc", Map.of()))))
                .isTrue();
        assertThat(new Limits(0).holds(innermost, Map.of("to.cc", Map.of("also", "eve@evil.example"))))
                .isFalse();
        assertThat(new Limits(0).holds(innermost, Map.of("to", Map.of("cc.also", "eve@evil.example"))))
                .isFalse();
    }

    @Test
    void one_on_calls_holds_while_there_were_fewer() {
        assertThat(new Limits(3).holds(Constraint.calls(4), Map.of())).isTrue();
        assertThat(new Limits(4).holds(Constraint.calls(4), Map.of())).isFalse();
        assertThat(new Limits(4).holds(Constraint.calls(4), Map.of("calls", 1)))
                .as("whatever is called so")
                .isFalse();
    }

    /** Thousands of limits on thousands of elements would be millions of comparisons, whoever chose both. */
    @Test
    void more_limits_on_more_elements_than_can_be_compared_are_broken() {
        var own = new Constraint("to", Operator.ONE_OF, List.of("a"));
        var few = Map.<String, Object>of("to", Collections.nCopies(200, "a"));
        var many = Map.<String, Object>of("to", Collections.nCopies(20_000, "a"));
        var limits = new Limits(0);
        assertThat(Stream.generate(() -> own).limit(100).allMatch(limit -> limits.holds(limit, few)))
                .isTrue();
        assertThat(Stream.generate(() -> own).limit(100).allMatch(limit -> limits.holds(limit, many)))
                .isFalse();
    }
}
