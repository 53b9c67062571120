package dev.mandate.identity.clients.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectUrisTest {
    private static final Set<String> LOCAL = Set.of("http://localhost/callback", "http://127.0.0.1:7/callback");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://app.example/back",
                "http://127.0.0.1/back",
                "http://localhost:3000/back",
                "com.example.app:/back",
                "cursor://anysphere.cursor-mcp/oauth/callback"
            })
    void a_browser_may_be_sent_to_the_web_to_this_machine_and_to_a_program_of_a_scheme_of_its_own(String uri) {
        assertThat(RedirectUris.check(uri)).isEqualTo(uri);
    }

    /** Such a scheme is the browser's or the system's, and what it names no program that waits for a code. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "javascript://app.example/%0aalert(1)",
                "JavaScript://app.example/%0aalert(1)",
                "data://text/html,x",
                "file://server/share",
                "ftp://app.example/",
                "wss://app.example/",
                "intent://app.example/#x",
                "ms-msdt://id/x",
                "search-ms://query/x",
                "cursor:back",
                "cursor:/back",
                "cursor:///back",
                "http://app.example/back"
            })
    void it_is_sent_to_nothing_that_the_browser_or_the_system_opens_by_itself(String uri) {
        assertThatThrownBy(() -> RedirectUris.check(uri)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void of_localhost_any_port_will_do_for_what_registered_itself_and_the_registered_one_for_others() {
        for (var asked : new String[] {"http://localhost:54212/callback", "http://localhost/callback"})
            assertThat(RedirectUris.matches(LOCAL, asked, true)).as(asked).isTrue();
        assertThat(RedirectUris.matches(LOCAL, "http://localhost:54212/callback", false))
                .isFalse();
        assertThat(RedirectUris.matches(LOCAL, "http://localhost/callback", false))
                .isTrue();
        assertThat(RedirectUris.matches(LOCAL, "http://127.0.0.1:54212/callback", false))
                .isTrue();
        for (var asked : new String[] {
            "http://localhost:54212/elsewhere",
            "http://localhost.evil.example:54212/callback",
            "http://user@localhost:54212/callback",
            "https://localhost:54212/callback"
        }) assertThat(RedirectUris.matches(LOCAL, asked, true)).as(asked).isFalse();
    }

    @Test
    void what_is_shown_of_an_address_is_what_binds_it() {
        assertThat(RedirectUris.place("https://vscode.dev/redirect")).isEqualTo("vscode.dev");
        assertThat(RedirectUris.place("http://127.0.0.1:7/back")).isEqualTo("127.0.0.1");
        assertThat(RedirectUris.place("cursor://anysphere.cursor-mcp/oauth/callback"))
                .isEqualTo("cursor://anysphere.cursor-mcp");
        assertThat(RedirectUris.place("com.example.app:/back")).isEqualTo("com.example.app:");
        assertThat(RedirectUris.source("cursor://anysphere.cursor-mcp/oauth/callback"))
                .isEqualTo("cursor:");
    }
}
