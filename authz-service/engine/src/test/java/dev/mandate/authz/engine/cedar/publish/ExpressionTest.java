package dev.mandate.authz.engine.cedar.publish;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionTest {

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            false && context.missing         ; false
            true || context.missing          ; true
            context.missing && false         ; error
            true && 1                        ; error
            1 || true                        ; error
            if true then true else 1         ; true
            if 1 then true else true         ; error
            if true then 1 else true         ; error
            """)
    void what_is_not_reached_can_not_fail_and_what_is_must_be_a_bool(String condition, String value) {
        assertThat(PolicyText.value(condition)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            1 == "1"                         ; false
            [1, 2, 2] == [2, 1]              ; true
            {a: 1, b: 2} == {b: 2, a: 1}     ; true
            [1] == 1                         ; false
            decimal("1.5") == decimal("1.50") ; true
            User::"x" == Team::"x"           ; false
            1 != "1"                         ; true
            """)
    void equality_is_by_content_and_never_an_error(String condition, String value) {
        assertThat(PolicyText.value(condition)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            9223372036854775807 + 1 > 0      ; error
            -9223372036854775808 - 1 < 0     ; error
            3037000500 * 3037000500 > 0      ; error
            -(-9223372036854775808) > 0      ; error
            -9223372036854775808 < 0         ; true
            1 < "2"                          ; error
            decimal("1.0") < decimal("2.0")  ; error
            datetime("2024-01-01") < datetime("2024-01-02") ; true
            datetime("2024-01-01") < duration("1h") ; error
            duration("1h") >= duration("60m") ; true
            """)
    void arithmetic_stays_in_64_bits_and_order_stays_within_a_type(String condition, String value) {
        assertThat(PolicyText.value(condition)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            principal in Team::"sales"       ; true
            principal in principal           ; true
            User::"nobody" in User::"nobody" ; true
            User::"nobody" in Team::"sales"  ; false
            principal in [Team::"x", Team::"sales"] ; true
            principal in [principal, 1]      ; error
            principal in []                  ; false
            "alice" in principal             ; error
            principal in "sales"             ; error
            principal is User in Team::"sales" ; true
            principal is Team in context.missing ; false
            principal is User in context.missing ; error
            1 is User                        ; error
            """)
    void membership_is_reflexive_and_a_set_must_hold_nothing_but_entities(String condition, String value) {
        assertThat(PolicyText.value(condition)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            principal has age                ; true
            principal has missing            ; false
            User::"nobody" has age           ; false
            User::"nobody".age == 1          ; error
            context has rec.n                ; true
            context has rec.n.deeper         ; error
            context has missing.n            ; false
            1 has age                        ; error
            principal.hasTag("site")         ; true
            principal.hasTag("age")          ; false
            principal has site               ; false
            User::"nobody".hasTag("site")    ; false
            principal.getTag("site") == "bern" ; true
            principal.getTag("missing") == "" ; error
            context.hasTag("n")              ; error
            principal.hasTag(1)              ; error
            """)
    void asking_whether_something_is_known_only_fails_on_what_can_have_no_attributes(String condition, String value) {
        assertThat(PolicyText.value(condition)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            context.text like "a*"           ; true
            context.text like "a\\*c"        ; true
            "abc" like "a\\*c"               ; false
            "abc" like "*"                   ; true
            "" like "*"                      ; true
            "" like ""                       ; true
            "aXbYb" like "a*b"               ; true
            "ab" like "ab*b"                 ; false
            "aba" like "*ab*ba*"             ; false
            1 like "*"                       ; error
            """)
    void like_knows_wildcards_and_escaped_stars(String condition, String value) {
        assertThat(PolicyText.value(condition)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            [1, "a"].contains("a")           ; true
            [1].containsAll([])              ; true
            [].containsAny([])               ; false
            [1, 2].containsAny([3, 2])       ; true
            [].isEmpty()                     ; true
            [1].containsAll(1)               ; error
            "a".isEmpty()                    ; error
            """)
    void sets_may_mix_types_but_only_sets_are_sets(String condition, String value) {
        assertThat(PolicyText.value(condition)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            ip("nonsense").isIpv4()          ; error
            false && ip("nonsense").isIpv4() ; false
            ip(context.text).isIpv4()        ; error
            ip("10.0.0.1").isInRange(ip("10.0.0.0/8")) ; true
            ip("10.0.0.1").isInRange()       ; error
            duration("-90m").toHours() == -1 ; true
            datetime("2024-01-02").durationSince(datetime("2024-01-01")).toDays() == 1 ; true
            datetime("2024-01-01").offset(duration("9223372036854775807ms")) > datetime("2024-01-01") ; error
            "1.0".lessThan(decimal("2.0"))   ; error
            """)
    void extension_values_are_made_when_they_are_reached(String condition, String value) {
        assertThat(PolicyText.value(condition)).isEqualTo(value);
    }
}
