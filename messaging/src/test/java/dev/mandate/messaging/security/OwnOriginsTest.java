package dev.mandate.messaging.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** For which addresses a proof of a key may be made. */
class OwnOriginsTest {
    private static final Set<String> OURS = Set.of("https://gateway.example", "http://127.0.0.1:8085");

    @Test
    void a_request_that_says_it_was_sent_to_another_host_is_none_of_ours() throws InvalidToken {
        assertThat(BearerTokens.own("https://gateway.example/mcp/crm?x=1", OURS))
                .hasToString("https://gateway.example/mcp/crm");
        assertThatThrownBy(() -> BearerTokens.own("https://evil.example/mcp/crm", OURS))
                .isInstanceOf(InvalidToken.class)
                .hasMessageContaining("none of this service's");
        assertThatThrownBy(() -> BearerTokens.own("http://gateway.example/mcp/crm", OURS))
                .isInstanceOf(InvalidToken.class);
        assertThatThrownBy(() -> BearerTokens.own("http://[x/mcp", OURS)).isInstanceOf(InvalidToken.class);
    }

    @Test
    void where_nobody_said_where_it_is_the_request_is_believed() throws InvalidToken {
        assertThat(BearerTokens.own("http://anywhere.example:81/a", Set.of()))
                .hasToString("http://anywhere.example:81/a");
    }
}
