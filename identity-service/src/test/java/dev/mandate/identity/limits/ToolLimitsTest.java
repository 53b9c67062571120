package dev.mandate.identity.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.identity.Constraint;
import dev.mandate.events.identity.Constraint.Operator;
import dev.mandate.events.identity.ToolScope;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What comes of what a person types to limit a tool further. */
class ToolLimitsTest {
    private static final Map<String, Object> MAIL = Map.of(
            "type",
            "object",
            "properties",
            Map.of(
                    "to", Map.of("type", "array", "items", Map.of("type", "string")),
                    "cc", Map.of("type", "array", "items", Map.of("type", "string")),
                    "subject", Map.of("type", "string"),
                    "size", Map.of("type", "integer"),
                    "urgent", Map.of("type", "boolean")),
            "required",
            List.of("to"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AT_MOST | 500 | asked-0 | 200 | 200",
                "AT_MOST | 500 | asked-0 | 500 | 500",
                "AT_MOST | 500 | asked-0 | '' | 500",
                "AT_MOST | 500 | asked-0 | 12.50 | 12.50",
                "AT_LEAST | 5 | asked-0 | 7 | 7",
                "CALLS | 9 | asked-0 | 4 | 4",
                "BETWEEN | 5;10 | asked-0-from | 6 | 6;10",
                "BETWEEN | 5;10 | asked-0-to | 9 | 5;9",
            })
    void a_number_that_was_asked_for_is_lowered(
            Operator operator, String asked, String field, String typed, String left) {
        var read = of(operator, asked).read(Map.of("limit-0-" + field, typed));
        assertThat(read.faults()).isEmpty();
        assertThat(read.tool().constraints()).containsExactly(limit(operator, left));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AT_MOST | 500 | asked-0 | 500.01 | This is more than it asked for. Write 500, or less.",
                "AT_MOST | 500 | asked-0 | -1 | This lets no number through. Write 0, or more.",
                "AT_MOST | 500 | asked-0 | five | Write a number, such as 12 or 12.50.",
                "AT_MOST | 500 | asked-0 | 1e9 | Write a number, such as 12 or 12.50.",
                "AT_LEAST | 5 | asked-0 | 4 | This is less than it asked for. Write 5, or more.",
                "CALLS | 9 | asked-0 | 10 | This is more than it asked for. Write 9, or less.",
                "CALLS | 9 | asked-0 | 0 | Write a whole number from 1 to 999999.",
                "BETWEEN | 5;10 | asked-0-from | 4 | This is less than it asked for. Write 5, or more.",
                "BETWEEN | 5;10 | asked-0-to | 11 | This is more than it asked for. Write 10, or less.",
                "BETWEEN | 5;10 | asked-0-to | 4 | This is less than the least.",
            })
    void and_never_raised(Operator operator, String asked, String field, String typed, String fault) {
        var read = of(operator, asked).read(Map.of("limit-0-" + field, typed));
        assertThat(read.faults()).containsExactly(Map.entry("limit-0-" + field, fault));
        assertThat(read.tool().constraints()).containsExactly(limit(operator, asked));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ONE_OF | a@x.example;b@x.example | b@x.example | ONE_OF b@x.example",
                "DOMAIN_IN | x.example;y.example | y.example | DOMAIN_IN y.example",
                "DOMAIN_IN | x.example | @mail.X.example | DOMAIN_IN x.example, DOMAIN_IN mail.X.example",
                "DOMAIN_IN | x.example | bo@x.example | DOMAIN_IN x.example, ONE_OF bo@x.example",
                "DOMAIN_IN | x.example | bo@x.example, al@x.example | DOMAIN_IN x.example, ONE_OF bo@x.example;al@x.example",
                "PATH_UNDER | /shared | /shared/reports | PATH_UNDER /shared, PATH_UNDER /shared/reports",
                "URL_UNDER | https://x.example | https://x.example/a | URL_UNDER https://x.example, URL_UNDER https://x.example/a",
                "STARTS_WITH | INV- | INV-17 | STARTS_WITH INV-, ONE_OF INV-17",
            })
    void of_texts_that_were_asked_for_fewer_are_left_or_what_lies_within_them(
            Operator operator, String asked, String typed, String left) {
        var read = of(operator, asked).read(Map.of("limit-0-asked-0", typed));
        assertThat(read.faults()).isEmpty();
        assertThat(read.tool().constraints())
                .extracting(limit -> limit.operator() + " " + String.join(";", limit.values()))
                .containsExactly(left.split(", "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ONE_OF | a@x.example | c@x.example",
                "ONE_OF | owner/repo | owner/other",
                "DOMAIN_IN | x.example | @evilx.example",
                "DOMAIN_IN | x.example | eve@evil.example",
                "DOMAIN_IN | x.example | bo@x.example@evil.example",
                "DOMAIN_IN | x.example | https://x.example",
                "PATH_UNDER | /shared | /shared-secret",
                "PATH_UNDER | /shared | /",
                "URL_UNDER | https://x.example/a | https://x.example",
                "URL_UNDER | https://x.example/a | https://x.example.evil.example/a",
                "STARTS_WITH | INV- | ORD-1",
            })
    void and_nothing_beyond_them(Operator operator, String asked, String typed) {
        var read = of(operator, asked).read(Map.of("limit-0-asked-0", typed));
        assertThat(read.faults()).containsOnlyKeys("limit-0-asked-0");
        assertThat(read.tool().constraints()).containsExactly(limit(operator, asked));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AT_MOST | 1e3",
                "AT_LEAST | 0.12345678",
                "CALLS | 1000000",
                "BETWEEN | -1E2;+5",
                "STARTS_WITH | ' Order '",
                "ONE_OF | a@x.example, b@x.example;c",
            })
    void what_he_leaves_as_it_was_shown_is_as_it_was_asked_for(Operator operator, String asked) {
        var limits = of(operator, asked);
        var shown = limits.fields().stream().collect(Collectors.toMap(LimitField::name, LimitField::value));
        var read = limits.read(shown);
        assertThat(read.faults()).isEmpty();
        assertThat(read.tool().constraints()).containsExactly(limit(operator, asked));
    }

    @Test
    void a_line_without_end_is_refused_at_once() {
        var started = System.nanoTime();
        var read = mail(List.of()).read(Map.of("limit-0-to", "@".repeat(200_000)));
        assertThat(read.faults()).containsEntry("limit-0-to", "Each is at most 200 plain characters.");
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void fields_of_two_tools_are_never_named_alike() {
        var text = Map.<String, Object>of("type", "string");
        var one = ToolArgument.of(Map.of("properties", Map.of("x-only-y", text)));
        var other = ToolArgument.of(Map.of("properties", Map.of("y", text)));
        assertThat(ToolLimits.of("mail", new ToolScope("mail", List.of()), one, false, 8)
                        .names())
                .doesNotContainAnyElementsOf(
                        ToolLimits.of("mail-only-x", new ToolScope("mail-only-x", List.of()), other, false, 8)
                                .names());
    }

    @Test
    void who_names_recipients_names_those_of_copies_too() {
        var limits = mail(List.of());
        assertThat(limits.names())
                .containsExactlyInAnyOrder("limit-0-calls", "limit-0-to", "limit-0-most-size", "limit-0-only-subject");
        var read = limits.read(Map.of("limit-0-to", "bo@partner.example\nal@partner.example", "limit-0-calls", "4"));
        assertThat(read.faults()).isEmpty();
        var both = List.of("bo@partner.example", "al@partner.example");
        assertThat(read.tool().constraints())
                .containsExactly(
                        Constraint.calls(4),
                        new Constraint("cc", Operator.ONE_OF, both, true),
                        new Constraint("to", Operator.ONE_OF, both));
        assertThat(limits.fields().get(1).hint()).endsWith("Holds for cc and to.");
    }

    @Test
    void where_the_tool_wants_none_of_them_the_one_that_is_no_copy_has_to_be_there() {
        var optional = Map.<String, Object>of("properties", MAIL.get("properties"));
        var limits = ToolLimits.of("0", new ToolScope("mail.send", List.of()), ToolArgument.of(optional), true, 8);
        assertThat(limits.names())
                .containsExactlyInAnyOrder("limit-0-calls", "limit-0-to", "limit-0-most-size", "limit-0-only-subject");
        var read = limits.read(Map.of("limit-0-to", "@partner.example"));
        var domain = List.of("partner.example");
        assertThat(read.tool().constraints())
                .containsExactlyInAnyOrder(
                        new Constraint("cc", Operator.DOMAIN_IN, domain, true),
                        new Constraint("to", Operator.DOMAIN_IN, domain));
    }

    @Test
    void what_may_hold_somebody_else_is_not_there_then() {
        var text = Map.<String, Object>of("type", "string");
        var file = Map.<String, Object>of("type", "object", "properties", Map.of("name", text));
        var schema = Map.<String, Object>of(
                "properties",
                Map.of(
                        "to", text,
                        "files", Map.of("type", "array", "items", file),
                        "options", Map.of("type", "object", "properties", Map.of("bcc", text)),
                        "headers", Map.of("type", "object"),
                        "urgent", Map.of("type", "boolean")));
        var limits = ToolLimits.of("0", new ToolScope("mail.send", List.of()), ToolArgument.of(schema), true, 8);
        assertThat(limits.read(Map.of("limit-0-to", "bo@partner.example"))
                        .tool()
                        .constraints())
                .extracting(limit -> limit.argument() + (limit.holdsWithout() ? " or none" : ""))
                .containsExactly("headers or none", "options or none", "to");
        assertThat(limits.fields().get(1).hint())
                .endsWith("Holds for to. A call with headers and options is refused then.");
    }

    @Test
    void a_schema_that_names_arguments_otherwise_than_by_a_list_tells_none() {
        var properties = Map.<String, Object>of("to", Map.of("type", "string"));
        for (var more : List.of("patternProperties", "allOf", "$ref", "dependentSchemas", "if"))
            assertThat(ToolArgument.of(Map.of("properties", properties, more, Map.of())))
                    .as(more)
                    .isEmpty();
    }

    @Test
    void recipients_lie_within_what_was_asked_for() {
        var asked = new Constraint("to", Operator.DOMAIN_IN, List.of("partner.example"));
        var limits = mail(List.of(asked));
        assertThat(limits.read(Map.of("limit-0-to", "eve@evil.example")).faults())
                .containsExactly(
                        Map.entry(
                                "limit-0-to",
                                "Not all of this lies within what it asked for, which is to only addresses at partner.example."));
        assertThat(limits.read(Map.of("limit-0-to", "bo@partner.example"))
                        .tool()
                        .constraints())
                .contains(asked, new Constraint("to", Operator.ONE_OF, List.of("bo@partner.example")));
    }

    @ParameterizedTest
    @CsvSource({
        "'bo@partner.example\n@partner.example', Name things of one kind",
        "'@partner', Write a domain as @example.org.",
        "'https://x.example/../a', Write a URL such as",
        "'/shared/../etc', Write a path such as",
        "'\u202ebo@x.example', Each is at most 200 plain characters.",
    })
    void what_can_not_be_understood_is_told_at_its_field(String typed, String fault) {
        assertThat(mail(List.of()).read(Map.of("limit-0-only-subject", typed)).faults())
                .hasEntrySatisfying(
                        "limit-0-only-subject", words -> assertThat(words).startsWith(fault));
    }

    @Test
    void of_a_tool_whose_arguments_nobody_knows_only_calls_are_limited_and_of_a_model_calls_and_tokens() {
        var unknown = ToolLimits.of("0", new ToolScope("mail.send", List.of()), Optional.empty(), true, 8);
        assertThat(unknown.names()).containsExactly("limit-0-calls");
        var model = ToolLimits.of("0", new ToolScope("model:*", List.of()), Optional.empty(), false, 8);
        assertThat(model.read(Map.of("limit-0-most-tokens", "1000")).tool().constraints())
                .containsExactly(new Constraint("tokens", Operator.AT_MOST, List.of("1000")));
        assertThat(ToolLimits.of("0", new ToolScope("invoicing/invoice:pay", List.of()), Optional.empty(), false, 8)
                        .names())
                .isEmpty();
    }

    @Test
    void the_page_shows_once_more_what_was_typed_with_what_is_wrong() {
        var limits = of(Operator.AT_MOST, "500");
        var typed = Map.of("limit-0-asked-0", "900");
        var field = limits.fields(typed, limits.read(typed).faults()).get(0);
        assertThat(field.value()).isEqualTo("900");
        assertThat(field.fault()).contains("more than it asked for");
        assertThat(field.describedBy()).isEqualTo(field.id() + "-fault " + field.id() + "-hint");
        assertThat(limits.fields().get(0).value()).isEqualTo("500");
    }

    @Test
    void arguments_are_known_whole_or_not_at_all() {
        assertThat(ToolArgument.of(Map.of())).isEmpty();
        assertThat(ToolArgument.of(Map.of("properties", Map.of("a\nb", Map.of("type", "string")))))
                .isEmpty();
        var known = ToolArgument.of(MAIL).orElseThrow();
        assertThat(known).extracting(ToolArgument::name).containsExactly("cc", "size", "subject", "to", "urgent");
    }

    private static ToolLimits of(Operator operator, String asked) {
        return ToolLimits.of("0", new ToolScope("a.tool", List.of(limit(operator, asked))), Optional.empty(), false, 8);
    }

    private static ToolLimits mail(List<Constraint> asked) {
        return ToolLimits.of("0", new ToolScope("mail.send", asked), ToolArgument.of(MAIL), true, 8);
    }

    private static Constraint limit(Operator operator, String values) {
        var argument = operator == Operator.CALLS ? Constraint.CALLS : "x";
        return new Constraint(argument, operator, List.of(values.split(";")));
    }
}
