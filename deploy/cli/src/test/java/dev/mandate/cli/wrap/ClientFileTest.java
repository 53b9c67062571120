package dev.mandate.cli.wrap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientFileTest {
    private static final Path FILE = Path.of("mcp.json");

    @Test
    void the_entries_of_servers_are_replaced_and_all_else_stays_as_it_was() {
        var before = """
                \uFEFF{
                  // what I use, "files": {}
                  "theme": "dark", "numbers": [1.50, 1e400, 12345678901234567890123],
                  "other": {"mcpServers": {"files": {"command": "not this one"}}},
                \t"mcpServers": {
                    "files" : {"command": "npx", "args": ["{", "}"], /* } */ "env": {"KEY": "ä\\"}"}, },
                    "crm":{"url":"https://crm.example/mcp"}, // the last
                  },
                }
                """;
        var file = file(before);
        assertThat(file.servers()).containsExactly("files", "crm");
        assertThat(file.entry("files").at("/env/KEY").asText()).isEqualTo("ä\"}");
        assertThat(file.saysType()).isFalse();
        var after = new String(file.with(Map.of("files", command("a"), "crm", command("b"))), UTF_8);
        assertThat(after)
                .isEqualTo(before.replace(
                                "{\"command\": \"npx\", \"args\": [\"{\", \"}\"], /* } */ \"env\": {\"KEY\": \"ä\\\"}\"}, }",
                                "{\"command\":\"a\"}")
                        .replace("{\"url\":\"https://crm.example/mcp\"}", "{\"command\":\"b\"}"));
        assertThat(after).doesNotContain("npx", "crm.example");
    }

    @Test
    void the_servers_of_vs_code_say_that_they_are_commands() {
        assertThat(file("{\"inputs\": [], \"servers\": {\"a\": {\"type\": \"stdio\", \"command\": \"x\"}}}")
                        .saysType())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"mcpServers\": {\"a\": {\"env\": {\"KEY\": s3cret}}}}|is no JSON, at line 1, column",
                "{\"mcpServers\": {\"a\": {\"env\": {\"s3cret\": \"x\", \"s3cret\": \"y\"}}}}|names a member twice, at line 1, column",
                "{\"mcpServers\": {\"a\": {}, \"a\": {}}}|names a member twice, at line 1, column",
                "{\"mcpServers\": {\"a\": {}}} {\"s3cret\": 1}|is no JSON, at line 1",
                "{\"mcpServers\": {\"a\": {\"env\": {\"K\": \"s3cret|is no JSON, at line 1",
                "[\"s3cret\"]|is no JSON object",
                "{\"s3cret\": {}}|has no object mcpServers or servers",
                "{\"mcpServers\": {}, \"servers\": {\"s3cret\": {}}}|has both mcpServers and servers",
                "{\"mcpServers\": {}}|names no server",
                "{\"mcpServers\": {\"a\": \"s3cret\"}}|has a, which is no object",
            })
    void what_is_wrong_is_said_and_nothing_of_what_stands_there(String text, String says) {
        assertThatThrownBy(() -> file(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("mcp.json " + says)
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void what_is_not_in_utf_8_or_longer_than_any_file_of_servers_is_refused() {
        assertThatThrownBy(() ->
                        ClientFile.of(FILE, "{\"mcpServers\": {\"ä\": {}}}".getBytes(StandardCharsets.ISO_8859_1)))
                .hasMessageContaining("not in UTF-8");
        assertThatThrownBy(() -> ClientFile.of(FILE, new byte[ClientFile.LONGEST + 1]))
                .hasMessageContaining("longer than 1 MiB");
    }

    private static ObjectNode command(String name) {
        return JsonNodeFactory.instance.objectNode().put("command", name);
    }

    private static ClientFile file(String text) {
        return ClientFile.of(FILE, text.getBytes(UTF_8));
    }
}
