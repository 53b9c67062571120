package dev.mandate.gateway.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mandate.gateway.servers.Confinement.Limit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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

    @Test
    void a_child_process_is_limited_as_it_is_written_and_else_as_by_default() throws IOException {
        var all = McpServers.read(
                files(
                        "{'a': {'command': 'a'}, 'b': {'command': 'b', 'user': 'mcp-b', 'limits': {'memory': '2G', 'cpu': 60}}, 'c': {'url': 'https://x.example/mcp'}}"));
        assertThat(all.get("a").confinement())
                .isEqualTo(new Confinement(
                        null, Map.of(Limit.MEMORY, 4L << 30, Limit.FILES, 4096L, Limit.CPU, 86_400L), false));
        assertThat(all.get("b").confinement())
                .isEqualTo(new Confinement(
                        "mcp-b",
                        Map.of(Limit.MEMORY, 2L << 30, Limit.FILES, 4096L, Limit.CPU, 60L, Limit.PROCESSES, 512L),
                        true));
        assertThat(all.get("c").confinement()).isEqualTo(Confinement.NONE);
    }

    @Test
    void limits_that_would_hold_nothing_are_refused() throws IOException {
        wrong(
                "c is reached by a url, so that it has neither user nor limits here",
                "'url': 'https://x.example/mcp', 'user': 'mcp'");
        wrong(
                "c.limits.memroy is not known; there are memory, files, cpu and processes",
                "'command': 'c', 'limits': {'memroy': 1}");
        wrong(
                "c.limits.memory must be a whole number of bytes, such as 4G",
                "'command': 'c', 'limits': {'memory': '4T'}");
        for (var files : List.of("'1K'", "0", "-1", "1.5", "true", "[]"))
            wrong("c.limits.files must be a whole number", "'command': 'c', 'limits': {'files': " + files + "}");
        wrong(
                "c.limits.processes needs a user: all of one user are counted together",
                "'command': 'c', 'limits': {'processes': 9}");
        wrong("c.user is no name of a user", "'command': 'c', 'user': '-x'");
    }

    private void wrong(String why, String server) throws IOException {
        refused(directory.resolve("a.json") + ": " + why, "{'c': {" + server + "}}");
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
