package dev.mandate.identity.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.identity.clients.metadata.Scopes;
import java.net.URI;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GrantedAccessTest {
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
    void what_is_for_every_service_can_be_had_for_one_alone() {
        var approver = Set.of("proposals:approve", "proposals:read", "rules:read");
        var narrow = GrantedAccess.narrow(approver, Set.of("proposals:approve"), Set.of("mandate-authz"))
                .fold(granted -> granted, refused -> {
                    throw new AssertionError(refused);
                });
        assertThat(narrow.scopes()).containsExactly("proposals:approve");
        assertThat(narrow.audience()).containsExactly("mandate-authz");
        assertThat(scopes(approver, Set.of(), Set.of("mandate-audit")))
                .containsExactlyInAnyOrder("proposals:approve", "proposals:read", "rules:read");
        assertThat(scopes(approver, Set.of("proposals:approve"), Set.of("mandate-gateway")))
                .isEmpty();
    }

    @Test
    void who_asks_for_nothing_gets_no_right_to_call_tools() {
        var agents = Set.of("decisions:evaluate", "tools:call");
        assertThat(scopes(agents, Set.of(), Set.of())).containsExactly("decisions:evaluate");
        assertThat(scopes(agents, Set.of("tools:call"), Set.of())).containsExactly("tools:call");
        assertThat(scopes(agents, Set.of(), Set.of("mandate-gateway"))).containsExactly("tools:call");
    }

    @Test
    void a_person_who_does_not_mean_to_approve_gets_no_right_to_it() {
        assertThat(scopes(Scopes.OF_PERSON, Set.of(), Set.of())).doesNotContain("approvals:answer");
        assertThat(scopes(Scopes.OF_PERSON, Set.of("approvals:answer"), Set.of()))
                .containsExactly("approvals:answer");
        for (var service : Scopes.audienceOf(Scopes.OF_PERSON))
            assertThat(scopes(Scopes.OF_PERSON, Set.of(), Set.of(service)))
                    .as("a token for %s", service)
                    .doesNotContain("approvals:answer", "recordings:read");
        assertThat(Scopes.OF_DELEGATION).as("nor does an agent").doesNotContain("approvals:answer", "approvals:read");
        assertThat(Scopes.OF_AGENT).doesNotContain("approvals:answer", "approvals:read");
    }

    @Test
    void a_server_behind_the_gateway_is_a_resource_of_the_gateway() {
        var gateway = URI.create("https://gateway.example/");
        assertThat(RequestedAccess.audienceOf(URI.create("https://gateway.example/mcp/crm"), gateway))
                .isEqualTo("mandate-gateway");
        assertThat(RequestedAccess.audienceOf(URI.create("https://gateway.example.evil.example/mcp/crm"), gateway))
                .isEqualTo("https://gateway.example.evil.example/mcp/crm");
    }

    @Test
    void refuses_where_nothing_is_left() {
        var kind = GrantedAccess.narrow(ALLOWED, Set.of("clients:write"), Set.of())
                .fold(granted -> null, TokenRefusal::kind);
        assertThat(kind).isEqualTo(TokenRefusal.Kind.INVALID_SCOPE);
    }

    private static Set<String> scopes(Set<String> allowed, Set<String> asked, Set<String> audience) {
        return GrantedAccess.narrow(allowed, asked, audience).fold(GrantedAccess::scopes, refused -> Set.of());
    }

    private static GrantedAccess granted(Set<String> asked, Set<String> audience) {
        return GrantedAccess.narrow(ALLOWED, asked, audience).fold(granted -> granted, refused -> {
            throw new AssertionError(refused);
        });
    }
}
