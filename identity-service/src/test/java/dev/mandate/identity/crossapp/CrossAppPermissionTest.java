package dev.mandate.identity.crossapp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CrossAppPermissionTest {
    private static final CrossAppPermission CHAT = chat(Set.of("chat.read", "chat.history"), Set.of(), true);

    @Test
    void less_of_it_is_within_it_and_whatever_is_more_is_not() {
        assertThat(chat(Set.of("chat.read"), Set.of(), false).within(CHAT)).isTrue();
        assertThat(CHAT.within(CHAT)).isTrue();
        assertThat(chat(Set.of("chat.read", "chat.write"), Set.of(), false).within(CHAT))
                .isFalse();
        assertThat(at("https://chat.example", "https://chat.example/other", "wiki", null)
                        .within(CHAT))
                .as("another resource")
                .isFalse();
        assertThat(at("https://other.example", "https://chat.example/mcp", "wiki", null)
                        .within(CHAT))
                .as("another server")
                .isFalse();
        assertThat(at("https://chat.example", "https://chat.example/mcp", "admin", null)
                        .within(CHAT))
                .as("as another client")
                .isFalse();
        assertThat(at("https://chat.example", "https://chat.example/mcp", "wiki", "acme")
                        .within(CHAT))
                .as("in another tenant")
                .isFalse();
        assertThat(at("https://chat.example", null, "wiki", null).within(CHAT))
                .as("for whatever there is")
                .isFalse();
        assertThat(CHAT.within(chat(Set.of("chat.read", "chat.history"), Set.of(), false)))
                .as("it tells the address")
                .isFalse();
    }

    @Test
    void to_name_no_scope_is_more_than_any_since_the_server_there_decides_then() {
        var whatever = chat(Set.of(), Set.of(), false);
        assertThat(whatever.within(CHAT)).isFalse();
        assertThat(whatever.within(whatever)).isTrue();
        assertThat(CHAT.within(whatever)).as("it may give less of itself").isFalse();
        assertThat(whatever.words()).endsWith(", with whatever scopes it gives of itself");
    }

    @Test
    void an_agent_that_needs_more_of_its_task_gets_less() {
        var read = chat(Set.of("chat.read"), Set.of("chat.read"), false);
        var more = chat(Set.of("chat.read"), Set.of("chat.read", "chat.history"), false);
        assertThat(more.within(read)).isTrue();
        assertThat(read.within(more)).isFalse();
        assertThat(CrossAppPermission.within(List.of(), List.of(read))).isTrue();
    }

    @Test
    void a_slash_behind_it_names_no_other_server() {
        assertThat(CHAT.isAt("https://chat.example/")).isTrue();
        assertThat(CHAT.isFor("https://chat.example/mcp/")).isTrue();
        assertThat(CHAT.isAt("https://chat.example.evil")).isFalse();
        assertThat(at("https://chat.example", null, "wiki", null).isFor("https://chat.example/mcp"))
                .isFalse();
    }

    @Test
    void two_people_read_all_of_it() {
        assertThat(new CrossAppPermission(
                                "https://chat.example",
                                "https://chat.example/mcp",
                                "wiki",
                                Set.of("chat.read"),
                                Set.of("chat.list", "chat.get"),
                                "acme",
                                true)
                        .words())
                .isEqualTo("https://chat.example as “wiki”, for https://chat.example/mcp, with chat.read, within tasks"
                        + " that have chat.get and chat.list, in its tenant “acme”, telling the mail address");
    }

    private static CrossAppPermission chat(Set<String> scopes, Set<String> tools, boolean email) {
        return new CrossAppPermission(
                "https://chat.example", "https://chat.example/mcp", "wiki", scopes, tools, null, email);
    }

    private static CrossAppPermission at(String audience, String resource, String as, String tenant) {
        return new CrossAppPermission(audience, resource, as, Set.of(), Set.of(), tenant, false);
    }
}
