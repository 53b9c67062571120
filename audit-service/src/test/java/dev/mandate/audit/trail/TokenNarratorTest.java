package dev.mandate.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.identity.TokenEvent;
import dev.mandate.events.ids.IdentityId;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokenNarratorTest {
    @Test
    void what_a_client_is_called_elsewhere_says_nothing_in_our_name() {
        var granted = new TokenEvent.CrossAppGranted(
                new IdentityId("per_ada"),
                "desk",
                "https://wiki.example",
                "mandate, with everything",
                null,
                List.of("read"),
                "jti-1",
                null);
        assertThat(TokenNarrator.acrossApps(granted, "Desk", "Ada"))
                .isEqualTo(
                        "Desk was let act for Ada at https://wiki.example as “mandate, with everything”, with read: jti-1");
    }
}
