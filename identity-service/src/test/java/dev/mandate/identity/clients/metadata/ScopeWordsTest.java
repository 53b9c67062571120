package dev.mandate.identity.clients.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScopeWordsTest {
    static Iterable<String> scopes() {
        return Scopes.all();
    }

    @ParameterizedTest
    @MethodSource("scopes")
    void every_scope_has_words_of_its_own(String scope) {
        assertThat(ScopeWords.of(scope)).doesNotContain(":").isNotEqualTo(scope);
    }
}
