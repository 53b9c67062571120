package dev.mandate.gateway.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class McpServersTest {
    @TempDir
    Path directory;

    @Test
    void several_files_are_read_as_one_and_none_has_a_name_of_another() throws IOException {
        var crm = file("a.json", "crm");
        var files = file("b.json", "files");
        assertThat(McpServers.read(List.of(crm, files))).containsOnlyKeys("crm", "files");
        assertThat(McpServers.read(List.of())).isEmpty();
        var again = file("c.json", "crm");
        assertThatThrownBy(() -> McpServers.read(List.of(crm, files, again)))
                .hasMessage(again + ": crm is in another file of servers too");
    }

    @Test
    void no_two_tools_are_called_alike_in_the_catalogue() throws IOException {
        refused(
                "crm.tools.read is called books.read in the catalogue, as crm.tools.look is: a yes to one would be one to the other",
                "{'crm': {'url': 'https://x.example/mcp', 'tools': {'read': 'books.read', 'look': 'books.read'}}}");
        refused(
                "web.tools.get is called books.read in the catalogue, as crm.tools.read is: a yes to one would be one to the other",
                "{'crm': {'url': 'https://x.example/mcp', 'tools': {'read': 'books.read'}}, 'web': {'url': 'https://x.example/mcp', 'tools': {'get': 'books.read'}}}");
        refused(
                "web.tools.get is called crm.read in the catalogue, as a tool of the server crm may be: a yes to one would be one to the other",
                "{'crm': {'url': 'https://x.example/mcp'}, 'web': {'url': 'https://x.example/mcp', 'tools': {'get': 'crm.read'}}}");
        refused(
                "crm.tools.read is called crm.resources.read in the catalogue, which is no tool there",
                "{'crm': {'url': 'https://x.example/mcp', 'tools': {'read': 'crm.resources.read'}}}");
        var split = files(
                "{'crm': {'url': 'https://x.example/mcp', 'tools': {'read': 'crm.old-read'}}, 'web': {'url': 'https://x.example/mcp', 'tools': {'get': 'crm.read'}}}");
        assertThat(McpServers.read(split)).hasSize(2);
    }

    @Test
    void a_tool_whose_name_was_given_to_another_of_its_server_is_none() throws IOException {
        var crm = McpServers.read(
                        files("{'crm': {'url': 'https://x.example/mcp', 'tools': {'read': 'crm.read_contact'}}}"))
                .get("crm");
        assertThat(crm.has("read")).isTrue();
        assertThat(crm.has("read_contact")).isFalse();
        assertThat(crm.has("prompts.get")).isFalse();
        assertThat(crm.has("write")).isTrue();
    }

    private void refused(String why, String servers) throws IOException {
        var files = files(servers);
        assertThatThrownBy(() -> McpServers.read(files)).hasMessage(why);
    }

    private List<Path> files(String servers) throws IOException {
        return List.of(
                Files.writeString(directory.resolve("a.json"), "{\"mcpServers\": " + servers.replace('\'', '"') + "}"));
    }

    private Path file(String name, String server) throws IOException {
        return Files.writeString(
                directory.resolve(name),
                "{\"mcpServers\": {\"" + server + "\": {\"url\": \"https://x.example/mcp\"}}}");
    }
}
