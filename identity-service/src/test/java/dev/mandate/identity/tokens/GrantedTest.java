package dev.mandate.identity.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class GrantedTest {
    private static final Set<String> ALLOWED = Set.of("decisions:evaluate", "delegations:write", "trail:read");

    @Test
    void gives_all_that_may_be_had_when_nothing_is_asked_for() {
        var granted = granted(Set.of(), Set.of());
        assertThat(granted.scopes()).isEqualTo(ALLOWED);
        assertThat(granted.audience()).containsExactly("mandate-audit", "mandate-authz", "mandate-identity");
    }

    @Test
    void never_gives_more_than_may_be_had() {
        var granted = granted(Set.of("trail:read", "clients:write"), Set.of());
        assertThat(granted.scopes()).containsExactly("trail:read");
        assertThat(granted.audience()).containsExactly("mandate-audit");
    }

    @Test
    void an_audience_takes_the_scopes_of_the_others_away() {
        assertThat(granted(Set.of(), Set.of("mandate-authz")).scopes()).containsExactly("decisions:evaluate");
    }

    @Test
    void refuses_where_nothing_is_left() {
        var kind = Granted.narrow(ALLOWED, Set.of("clients:write"), Set.of()).fold(granted -> null, TokenRefusal::kind);
        assertThat(kind).isEqualTo(TokenRefusal.Kind.INVALID_SCOPE);
    }

    private static Granted granted(Set<String> asked, Set<String> audience) {
        return Granted.narrow(ALLOWED, asked, audience).fold(granted -> granted, refused -> {
            throw new AssertionError(refused);
        });
    }
}
