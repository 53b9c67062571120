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

    private Path file(String name, String server) throws IOException {
        return Files.writeString(
                directory.resolve(name),
                "{\"mcpServers\": {\"" + server + "\": {\"url\": \"https://x.example/mcp\"}}}");
    }
}
