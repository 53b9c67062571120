package dev.mandate.events.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mandate.events.identity.WorkloadFacts.Kind;
import dev.mandate.events.identity.WorkloadFacts.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentTest {
    @ParameterizedTest
    @ValueSource(strings = {"production", "unknown", "eu-staging", "prod.eu_1", "7", "a"})
    void is_a_word_that_policies_can_compare(String word) {
        assertThat(Environment.is(word)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "Production", "prod eu", "production ", "-", "prod-", "prod\u00fc", "<b>", "a\nb"})
    void and_no_other_text(String text) {
        assertThat(Environment.is(text)).isFalse();
    }

    @Test
    void what_is_longer_is_none() {
        assertThat(Environment.is("a".repeat(50))).isTrue();
        assertThat(Environment.is("a".repeat(51))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Production", "prod eu", "Prod / EU"})
    void what_was_taken_before_stays_on_record(String line) {
        assertThat(facts(line).environment()).isEqualTo(line);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\nb", "012345678901234567890123456789012345678901234567890"})
    void what_never_was_is_not_read(String text) {
        assertThatThrownBy(() -> facts(text)).hasMessage("environment is a line of 1 to 50 characters");
    }

    private static WorkloadFacts facts(String environment) {
        return new WorkloadFacts(Kind.SERVICE, Status.ACTIVE, true, environment);
    }
}
