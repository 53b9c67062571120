package dev.mandate.cli.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ApprovalsCommandTest {
    @Test
    void who_answers_what_he_is_not_asked_is_told_who_is_and_what_waits_for_him() {
        assertThat(ApprovalsCommand.notHis("Bo Abel", "apr_1", "Ada Abel", List.of("apr_2")))
                .isEqualTo("apr_1 isn't asked of Bo Abel, nor about a call of theirs; it is about a call for Ada Abel;"
                        + " for Bo Abel waits apr_2");
        assertThat(ApprovalsCommand.notHis("me", "apr_9", "", List.of()))
                .isEqualTo("apr_9 isn't asked of you, nor about a call of yours; nothing waits for you");
    }
}
