package dev.mandate.authz.gateways;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class NamesTest {
    @Test
    void a_pattern_covers_its_type_its_beginning_or_everything() {
        var names = Names.of(List.of("agent/agt_1", "tool/crm.*", "model/*"), "k");
        assertThat(names.cover("agent", "agt_1")).isTrue();
        assertThat(names.cover("agent", "agt_12")).isFalse();
        assertThat(names.cover("person", "agt_1")).isFalse();
        assertThat(names.cover("tool", "crm.read")).isTrue();
        assertThat(names.cover("tool", "email.send")).isFalse();
        assertThat(names.cover("model", "any")).isTrue();
        assertThat(Names.of(List.of("*"), "k").cover("surface", "chat")).isTrue();
        assertThat(Names.of(List.of(), "k").cover("surface", "chat")).isFalse();
    }

    @Test
    void whoever_searches_needs_all_of_a_type() {
        var names = Names.of(List.of("agent/agt_1", "tool/crm.*", "model/*"), "k");
        assertThat(names.cover("model", "")).isTrue();
        assertThat(names.cover("tool", "")).isFalse();
        assertThat(names.cover("agent", "")).isFalse();
        assertThat(Names.of(List.of("*"), "k").cover("agent", "")).isTrue();
    }

    @Test
    void what_is_no_pattern_is_named_with_its_key() {
        for (var wrong : List.of("agt_1", "agent/", "agent/a*b", "*/x", "", "Agent/x"))
            assertThatThrownBy(() -> Names.of(List.of(wrong), "mandate.gateways.x.subjects"))
                    .as(wrong)
                    .hasMessageContaining("mandate.gateways.x.subjects");
    }
}
