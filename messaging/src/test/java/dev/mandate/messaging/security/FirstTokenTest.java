package dev.mandate.messaging.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class FirstTokenTest {
    @Test
    void it_is_signed_and_read_as_those_are_that_callers_bring() throws Exception {
        var caller = new FirstToken().checked(Instant.now());
        assertThat(caller.subject()).isEqualTo(FirstToken.SUBJECT);
        assertThat(caller.scopes()).isEmpty();
    }
}
