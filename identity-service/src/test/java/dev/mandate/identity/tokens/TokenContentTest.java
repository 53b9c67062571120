package dev.mandate.identity.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mandate.events.authz.Authentication;
import dev.mandate.events.ids.IdentityId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TokenContentTest {
    private static final Authentication STRONG =
            new Authentication("urn:mandate:acr:mfa", Set.of("otp"), Instant.ofEpochSecond(1_790_000_000));

    @Test
    void a_person_who_acts_himself_shows_how_he_signed_in_also_with_a_shorter_token() {
        var token = own().signedIn(STRONG, "https://sign-in.example", null).until(Instant.EPOCH);
        assertThat(token.authentication()).isEqualTo(STRONG);
        assertThat(token.end()).isEqualTo(Instant.EPOCH);
        assertThat(own().authentication()).isEqualTo(Authentication.UNKNOWN);
    }

    @Test
    void the_token_of_an_agent_that_acts_for_him_never_passes_for_his_sign_in() {
        assertThatThrownBy(() -> new TokenContent(
                        "per_ada",
                        "agt_desk",
                        Set.of("decisions:evaluate"),
                        List.of("mandate-authz"),
                        List.of(new IdentityId("agt_desk")),
                        null,
                        null,
                        Instant.EPOCH,
                        null,
                        STRONG,
                        null,
                        null,
                        Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void it_is_never_older_than_what_made_tokens_void_last() {
        var noon = Instant.parse("2026-11-26T12:00:00Z");
        assertThat(own().from(noon).from(noon.minusSeconds(1)).from(null).notBefore())
                .isEqualTo(noon);
    }

    private static TokenContent own() {
        var granted = new GrantedAccess(Set.of("decisions:evaluate"), List.of("mandate-authz"));
        return TokenContent.of("per_ada", "https://sign-in.example", granted, Instant.EPOCH);
    }
}
