package dev.mandate.audit.engine.sigma.reading;

import static dev.mandate.audit.engine.sigma.correlation.SigmaRun.matched;
import static dev.mandate.audit.engine.sigma.correlation.SigmaRun.matches;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.audit.engine.sigma.correlation.SigmaRun;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DetectionTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "a; ; true",
                "b; ; false",
                "a and b; ; false",
                "a or b; ; true",
                "not b; ; true",
                "a and not b; ; true",
                "not a or not b; ; true",
                "not (a or b); ; false",
                "b and b or a; ; true",
                "a or b and b; ; true",
                "(a or b) and b; ; false",
                "not not a; ; true",
                "1 of them; ; true",
                "all of them; ; false",
                "any of a*; ; true",
                "all of a*; ; true",
                "1 of b*; ; false",
                "not 1 of b* and a; ; true",
                "A_x or a; ; refused",
                "a AND NOT b; ; true"
            })
    void a_condition_means_what_its_words_say(String condition, String nothing, String expected) {
        var rule = """
            title: one
            name: one
            level: low
            logsource: {product: mandate}
            detection:
              a: {is: yes}
              a2: {is: 'yes'}
              b: {is: no}
              _hidden: {is: yes}
              condition: %s
            """.formatted(condition);
        var actual =
                SigmaRun.compile(rule).fold(book -> String.valueOf(matched(rule, "is", "yes")), problems -> "refused");
        assertThat(actual).isEqualTo(expected);
    }

    @Test
    void lines_of_a_map_must_all_hold_and_of_a_list_of_maps_one() {
        assertThat(matches("a: 1\nb: 2", "a", 1, "b", 2)).isTrue();
        assertThat(matches("a: 1\nb: 2", "a", 1, "b", 3)).isFalse();
        assertThat(matches("- a: 1\n- b: 2", "a", 7, "b", 2)).isTrue();
        assertThat(matches("- a: 1\n- b: 2", "a", 7, "b", 7)).isFalse();
    }

    @Test
    void a_keyword_may_stand_in_any_value_and_one_of_them_is_enough() {
        assertThat(matches("- mimikatz\n- sekurlsa", "input.command", "run MIMIKATZ.exe", "agent", "ag1"))
                .isTrue();
        assertThat(matches("- mimikatz\n- sekurlsa", "input.command", "ls", "task", List.of("a", "then sekurlsa")))
                .isTrue();
        assertThat(matches("- mimikatz\n- sekurlsa", "input.command", "ls")).isFalse();
        assertThat(matches("- 4711", "input.number", 4711)).isTrue();
        assertThat(matches("- mimi*.exe\n- a: 1", "a", 1)).as("beside maps").isTrue();
    }

    @Test
    void all_keywords_or_those_of_a_pattern_are_asked_for_without_a_field() {
        assertThat(matches("'|all': [invoice, pay]", "a", "an invoice", "b", "to pay"))
                .isTrue();
        assertThat(matches("'|all': [invoice, pay]", "a", "an invoice")).isFalse();
        assertThat(matches("'|re': 'a[0-9]+b'", "x", "xa12bx")).isTrue();
        assertThat(matches("'|cased': Invoice", "x", "the Invoice")).isTrue();
        assertThat(matches("'|cased': Invoice", "x", "the invoice")).isFalse();
    }

    @Test
    void one_of_the_listed_values_is_enough_and_all_asks_for_each() {
        assertThat(matches("labels: [x, y]", "labels", List.of("y", "z"))).isTrue();
        assertThat(matches("labels|all: [x, y]", "labels", List.of("y", "z"))).isFalse();
        assertThat(matches("labels|all: [x, y]", "labels", List.of("y", "z", "x")))
                .isTrue();
        assertThat(matches("a|contains|all: [in, voice]", "a", "An invoice")).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "abc; ABC; true", "a*; abc; true", "*c; abc; true", "a?c; abc; true", "a?c; abbc; false",
                "*; abc; true", "*b*b*; abab; true", "*b*b*; aba; false", "a\\*c; a*c; true", "a\\*c; abc; false",
                "a\\?c; a?c; true", "a\\\\*; a\\xyz; true", "c:\\dir; C:\\dir; true", "ab; abc; false",
                        "Straße; STRASSE; false"
            })
    void values_are_compared_without_case_and_with_wildcards(String pattern, String value, boolean expected) {
        assertThat(matches("a: '" + pattern + "'", "a", value)).isEqualTo(expected);
    }

    @Test
    void modifiers_say_where_a_text_stands() {
        assertThat(matches("a|contains: in", "a", "pINg")).isTrue();
        assertThat(matches("a|startswith: in", "a", "invoice")).isTrue();
        assertThat(matches("a|startswith: in", "a", "pin")).isFalse();
        assertThat(matches("a|endswith: .example", "a", "outside.EXAMPLE")).isTrue();
        assertThat(matches("a|contains|cased: in", "a", "pINg")).isFalse();
        assertThat(matches("a|cased: Ada", "a", "Ada")).isTrue();
    }

    @Test
    void numbers_and_booleans_are_compared_by_value() {
        assertThat(matches("a: 5", "a", 5.0)).isTrue();
        assertThat(matches("a: true", "a", true)).isTrue();
        assertThat(matches("a: true", "a", false)).isFalse();
        assertThat(matches("a|gte: 5", "a", 5)).isTrue();
        assertThat(matches("a|gt: 5", "a", 5)).isFalse();
        assertThat(matches("a|lt: 5", "a", "4.9")).isTrue();
        assertThat(matches("a|lte: 5", "a", "many")).isFalse();
        assertThat(matches("a|gt: 5", "a", "1e999999999")).isFalse();
    }

    @Test
    void a_field_can_be_asked_for_being_there() {
        assertThat(matches("a|exists: true", "a", "x")).isTrue();
        assertThat(matches("a|exists: false", "b", "x")).isTrue();
        assertThat(matches("a:", "b", "x")).isTrue();
        assertThat(matches("a: ''", "b", "x")).isFalse();
    }

    @Test
    void addresses_are_compared_by_range_and_names_never_looked_up() {
        assertThat(matches("a|cidr: 10.0.0.0/8", "a", "10.200.3.4")).isTrue();
        assertThat(matches("a|cidr: 10.0.0.0/8", "a", "11.0.0.1")).isFalse();
        assertThat(matches("a|cidr: [fd00::/8, 127.0.0.1/32]", "a", "fd12::1")).isTrue();
        assertThat(matches("a|cidr: 0.0.0.0/0", "a", "localhost")).isFalse();
        assertThat(matches("a|cidr: 0.0.0.0/0", "a", "::1")).isFalse();
    }

    @Test
    void a_field_can_be_compared_with_another_one() {
        assertThat(matches("a|fieldref: b", "a", "Ada", "b", "ada")).isTrue();
        assertThat(matches("a|fieldref: b", "a", "Ada", "b", "*")).isFalse();
        assertThat(matches("a|endswith|fieldref: b", "a", "x@home.example", "b", "home.example"))
                .isTrue();
    }

    @Test
    void a_regular_expression_is_found_anywhere_and_with_case() {
        assertThat(matches("a|re: 'inv.ice-[0-9]+'", "a", "the invoice-4711")).isTrue();
        assertThat(matches("a|re: 'INVOICE'", "a", "invoice")).isFalse();
        assertThat(matches("a|re|i: 'INVOICE'", "a", "invoice")).isTrue();
    }

    @Test
    void them_leaves_out_selections_whose_name_begins_with_an_underscore() {
        var rule = """
            title: one
            name: one
            level: low
            logsource: {product: mandate}
            detection:
              a: {is: 'yes'}
              _b: {is: 'no'}
              condition: all of them
            """;
        assertThat(matched(rule, "is", "yes")).isTrue();
        assertThat(matched(rule, "is", "no")).isFalse();
    }

    @Test
    void a_dash_before_a_word_may_be_any_by_which_options_begin() {
        for (var dash : List.of("-", "/", "\u2013", "\u2014", "\u2015"))
            assertThat(matches("a|windash|contains: ' -enc'", "a", "shell " + dash + "enc x"))
                    .isTrue();
        assertThat(matches("a|windash|contains: 'non-existent'", "a", "non/existent"))
                .isFalse();
        assertThat(matches("a|contains: ' -enc'", "a", "shell /enc x")).isFalse();
    }

    @Test
    void a_text_is_found_wherever_it_stands_in_what_was_encoded() {
        for (var before : List.of("", "x", "xy", "xyz")) {
            var plain = (before + "http://evil.example" + before).getBytes(java.nio.charset.StandardCharsets.UTF_8);
            var encoded = java.util.Base64.getEncoder().encodeToString(plain);
            assertThat(matches("a|base64offset|contains: 'http://evil.example'", "a", encoded))
                    .as(before)
                    .isTrue();
        }
        var wide =
                java.util.Base64.getEncoder().encodeToString("ab".getBytes(java.nio.charset.StandardCharsets.UTF_16LE));
        assertThat(matches("a|wide|base64: ab", "a", wide)).isTrue();
        assertThat(matches("a|base64: ab", "a", wide)).isFalse();
    }

    @Test
    void a_dash_is_any_before_it_is_encoded_and_what_encoding_makes_is_none() {
        for (var dash : List.of("-", "/", "\u2013", "\u2014", "\u2015")) {
            var encoded = encoded("shell " + dash + "enc /c x");
            assertThat(matches("a|windash|base64offset|contains: ' -enc -c'", "a", encoded))
                    .as(dash)
                    .isTrue();
            assertThat(matches("a|base64offset|contains: ' -enc /c'", "a", encoded))
                    .as(dash)
                    .isEqualTo(dash.equals("-"));
        }
        var slashed = encoded("\u00ff\u00ffa"); // "w7/Dv2E=": the slash is of Base64
        assertThat(matches("a|windash|base64: '\u00ff\u00ffa'", "a", slashed)).isTrue();
        assertThat(matches("a|windash|base64: '\u00ff\u00ffa'", "a", slashed.replace('/', '-')))
                .isFalse();
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    @Test
    void what_is_not_a_value_is_none_of_those_listed() {
        assertThat(matches("a|neq: [x, y]", "a", "z")).isTrue();
        assertThat(matches("a|neq: [x, y]", "a", "y")).isFalse();
    }

    @Test
    void a_part_of_a_date_is_compared_as_a_number() {
        assertThat(matches("a|hour|gte: 20", "a", "2026-01-05T21:00:00Z")).isTrue();
        assertThat(matches("a|hour|gte: 20", "a", "2026-01-05T21:00:00+02:00")).isFalse();
        assertThat(matches("a|month: 1", "a", "2026-01-05T21:00:00Z")).isTrue();
        assertThat(matches("a|year: 2026", "a", "yesterday")).isFalse();
    }

    @Test
    void of_several_conditions_one_is_enough_and_keys_of_ones_own_are_none_of_ours() {
        var rule = """
            title: one
            name: one
            level: low
            our-ticket: SEC-4711
            logsource: {product: mandate}
            detection:
              a: {is: x}
              b: {is: y}
              condition:
                - a
                - b
            """;
        assertThat(matched(rule, "is", "y")).isTrue();
        assertThat(matched(rule, "is", "z")).isFalse();
    }
}
