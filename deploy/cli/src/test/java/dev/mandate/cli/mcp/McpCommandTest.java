package dev.mandate.cli.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.events.lifecycle.TrustedField;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class McpCommandTest {
    private static final List<ListedTool> LISTED =
            Stream.of("read_file", "write_file").map(McpCommandTest::tool).toList();

    private static ListedTool tool(String name) {
        return new ListedTool(
                JsonNodeFactory.instance.objectNode().put("name", name).put("digest", "sha256:" + name));
    }

    @Test
    void a_tool_that_the_server_has_not_is_named_with_those_that_it_has() {
        assertThatThrownBy(() -> McpCommand.chosen(LISTED, "files", List.of("read_file", "writ_file", "a\nb")))
                .hasMessage("files lists no writ_file, a\\u000ab; it lists: read_file, write_file");
        assertThatThrownBy(() -> McpCommand.chosen(List.of(), "files", List.of("read_file")))
                .hasMessageEndingWith("it lists: nothing");
    }

    @Test
    void without_a_name_all_are_meant() {
        assertThat(McpCommand.chosen(LISTED, "files", List.of())).isEqualTo(LISTED);
        assertThat(McpCommand.chosen(LISTED, "files", List.of("write_file", "write_file")))
                .extracting(ListedTool::name)
                .containsExactly("write_file");
    }

    @Test
    void trusted_fields_are_of_one_tool_that_is_registered_by_it() {
        assertThat(McpCommand.trusted(Set.of("/items/*/recipient"), true))
                .containsExactly(TrustedField.of("/items/*/recipient"));
        assertThat(McpCommand.trusted(null, false)).isEmpty();
        assertThatThrownBy(() -> McpCommand.trusted(Set.of("/recipient"), false))
                .hasMessageContaining("nothing was accepted");
        assertThatThrownBy(() -> McpCommand.trusted(Set.of("recipient"), true))
                .hasMessageContaining("such as /items/*/recipient");
    }

    /** By which the page that asks for a task at a server knows its tools from what else the application has. */
    @Test
    void what_is_accepted_is_in_the_catalogue_as_that_servers() {
        assertThat(McpCommand.imported("files", LISTED, Set.of(ToolLabel.UNTRUSTED), false, Set.of()))
                .extractingByKey("tools", InstanceOfAssertFactories.list(Map.class))
                .hasSize(2)
                .allSatisfy(tool -> assertThat(tool)
                        .containsEntry("server", "files")
                        .containsEntry("application", "files")
                        .containsEntry("labels", Set.of("untrusted")));
    }

    @Test
    void what_no_server_lists_is_meant_by_its_name_alone() {
        var method = new ListedTool(JsonNodeFactory.instance.objectNode().put("name", "resources.list"));
        var all = Stream.concat(LISTED.stream(), Stream.of(method)).toList();
        assertThat(McpCommand.chosen(all, "files", List.of())).isEqualTo(LISTED);
        assertThat(McpCommand.chosen(all, "files", List.of("resources.list"))).containsExactly(method);
        assertThat(method.standing()).isEqualTo("not registered");
    }
}
