package dev.mandate.identity.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.identity.surfaces.SurfaceRules;
import dev.mandate.identity.upstream.UpstreamClient;
import dev.mandate.identity.upstream.UpstreamClient.Authentication;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProviderTest {
    private static final JoinRule STAFF = new JoinRule("kind", "staff", "staff", null, null);

    @Test
    void what_decides_who_he_is_here_is_wanted_of_it_and_nothing_else() {
        assertThat(wanted(Set.of(), List.of())).isEmpty();
        assertThat(wanted(Set.of("corp.example"), List.of())).containsExactlyInAnyOrder("email", "email_verified");
        assertThat(wanted(Set.of(), List.of(STAFF)))
                .as("a whole name too, where it says no parts of it")
                .containsExactlyInAnyOrder("kind", "given_name", "family_name", "name");
        assertThat(STAFF.worker(Map.of("name", "Ida Iversen"), null).givenName())
                .isEqualTo("Ida Iversen");
    }

    private static Set<String> wanted(Set<String> mailDomains, List<JoinRule> joining) {
        var how = Authentication.PRIVATE_KEY_JWT;
        var scopes = Set.of("openid");
        return new Provider(
                        "idp_1",
                        new ProviderTerms("Corp", "mandate", how, scopes, mailDomains, Set.of(), joining),
                        new UpstreamClient("https://corp.example", "mandate", how, null, scopes),
                        new AcrValues(Map.of()),
                        null,
                        SurfaceRules.NONE)
                .wantedClaims();
    }
}
