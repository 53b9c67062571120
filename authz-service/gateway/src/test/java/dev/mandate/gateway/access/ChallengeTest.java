package dev.mandate.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChallengeTest {
    @Test
    void it_names_the_scope_and_what_is_wrong_with_the_token_that_was_shown() {
        assertThat(Challenge.of("", "Show an access token")).isEqualTo("Bearer scope=\"tools:call\"");
        assertThat(Challenge.of("invalid_token", "")).isEqualTo("Bearer error=\"invalid_token\", scope=\"tools:call\"");
        assertThat(Challenge.of("invalid_token", "it is over"))
                .isEqualTo("Bearer error=\"invalid_token\", error_description=\"it is over\", scope=\"tools:call\"");
    }

    @Test
    void nothing_that_somebody_wrote_ends_a_text_or_begins_a_header() {
        assertThat(Challenge.quoted("a\"b\\c\r\nd: é")).isEqualTo("a'b'c''d: '");
    }
}
