package dev.mandate.identity.workloads.bound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.identity.surfaces.SurfaceRules;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlatformTrustTest {
    private static final String ANY_CLIENT =
            "it may attest any client that is here or comes, and so put it on “desktop”";

    @Test
    void two_people_read_that_an_issuer_with_rules_may_attest_any_client() {
        assertThat(touches(Map.of("app", "editor")))
                .anySatisfy(line -> assertThat(line).startsWith(ANY_CLIENT).contains("sub"));
    }

    @Test
    void of_one_whose_rules_name_a_client_they_read_which() {
        assertThat(touches(Map.of("sub", "cli_1")))
                .noneMatch(line -> line.startsWith(ANY_CLIENT))
                .contains("its word puts on the surface “desktop” whoever it says this of: “sub” is “cli_1”");
    }

    @Test
    void one_without_rules_attests_nobody() {
        assertThat(touches(SurfaceRules.NONE)).noneMatch(line -> line.contains("attest"));
    }

    private static List<String> touches(Map<String, String> claims) {
        return touches(SurfaceRules.check(List.of(new SurfaceRules.Wanted("desktop", claims))));
    }

    private static List<String> touches(SurfaceRules surfaces) {
        return PlatformTrust.touches(
                new PlatformIssuer(
                        "https://attester.example", null, "https://attester.example/jwks", "us", false, surfaces),
                Optional.empty(),
                0);
    }
}
