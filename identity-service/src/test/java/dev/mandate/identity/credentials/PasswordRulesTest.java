package dev.mandate.identity.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRulesTest {
    private static final Set<String> ADA = Set.of("Ada Lovelace", "ada.lovelace@corp.example", "E-4711");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Password1234!",
                "p@ssw0rdp@ssw0rd",
                "qwertyuiop123",
                "Summer2026!!!!",
                "adminadminadmin",
                "iloveyou12345",
                "abcdefghijklm",
                "1234567890123",
                "98765432109876",
                "abcabcabcabcabc",
                "Welcome-2026-Welcome",
                "letmeinletmein",
                "correcthorsebatterystaple",
                "M4nd4te-1d3ntity"
            })
    void what_is_tried_first_is_refused(String password) {
        assertThat(PasswordRules.problem(password, ADA)).contains(PasswordProblem.COMMON);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "seven grey herons wade",
                "xK9#mPq2vL!w",
                "the bicycle leans on a birch",
                "пять зелёных лодок",
                "Tq7-wombat-gravel"
            })
    void what_nobody_tries_first_is_taken_without_rules_about_characters(String password) {
        assertThat(PasswordRules.problem(password, ADA)).isEmpty();
    }

    @Test
    void short_endless_and_monotonous_ones_are_refused() {
        assertThat(PasswordRules.problem("xK9#mPq2vL!", ADA)).contains(PasswordProblem.TOO_SHORT);
        assertThat(PasswordRules.problem("xK9#mPq2vL!w".repeat(11), ADA)).contains(PasswordProblem.TOO_LONG);
        assertThat(PasswordRules.problem("zzzzzzzzzzzzzzzz", ADA)).contains(PasswordProblem.COMMON);
    }

    @Test
    void one_that_is_little_more_than_ones_own_name_is_refused() {
        assertThat(PasswordRules.problem("lovelace-9X!7", ADA)).contains(PasswordProblem.ABOUT_YOURSELF);
        assertThat(PasswordRules.problem("lovelace never saw a heron wade", ADA))
                .isEmpty();
    }

    @Test
    void the_same_characters_composed_otherwise_are_the_same_password() {
        assertThat(PasswordRules.normalised("u\u0308ber")).isEqualTo(PasswordRules.normalised("\u00fcber"));
    }
}
