package dev.mandate.cli.wrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WrapCommandTest {
    @ParameterizedTest
    @CsvSource({
        "/home/ada/claude_desktop_config.json, claude_desktop_config",
        "/home/ada/billing/.mcp.json, billing",
        "/home/ada/.cursor/mcp.json, cursor",
        "/home/ada/.gemini/settings.json, gemini",
        "/home/ada/…/.mcp.json, mcp",
        "/.mcp.json, mcp"
    })
    void an_agent_is_called_by_what_tells_it_from_others(Path file, String name) {
        assertThat(WrapCommand.nameOf(file)).isEqualTo(name);
    }
}
