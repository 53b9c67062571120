package dev.mandate.identity.names;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LookAlikesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "P\u0430yroll", // a Cyrillic a
                "Microsof\u03c4", // a Greek tau
                "\u0421ommand line", // a Cyrillic C
                "M\u13aaNDATE" // Cherokee
            })
    void mix_alphabets(String name) {
        assertThat(LookAlikes.mixesAlphabets(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Payroll 2",
                "Réunion – Café",
                "\u041f\u043e\u043c\u043e\u0449\u043d\u0438\u043a", // Russian throughout
                "Agent \u6771\u4eac \u30a8\u30fc", // Japanese writes both
                "\uc5d0\uc774\uc804\ud2b8 Mail",
                "123"
            })
    void are_written_as_people_write(String name) {
        assertThat(LookAlikes.mixesAlphabets(name)).isFalse();
    }

    @Test
    void whoever_makes_a_name_is_told_which_letter_is_strange_in_it() {
        assertThat(LookAlikes.wrongWith("My P\u0430yroll"))
                .contains(
                        "“My P\u0430yroll” has a word in more than one alphabet, as names have that imitate another: “\u0430” in"
                                + " “P\u0430yroll” is Cyrillic among letters that are Latin; write it in one");
        assertThat(LookAlikes.wrongWith("Mail \u041f\u043e\u043c\u043e\u0449\u043d\u0438\u043a"))
                .isEmpty();
        assertThat(LookAlikes.wrongWith("Payroll 2")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "agent\u096a", // a Devanagari digit
                "\u0967\u0ae8", // digits of two alphabets, and no letter
                "ag\u093fent" // a Devanagari mark
            })
    void so_is_whoever_puts_a_digit_or_a_mark_of_another_alphabet_into_a_word(String name) {
        assertThat(LookAlikes.wrongWith(name))
                .hasValueSatisfying(why -> assertThat(why).contains("more than one alphabet", "Devanagari"));
    }
}
