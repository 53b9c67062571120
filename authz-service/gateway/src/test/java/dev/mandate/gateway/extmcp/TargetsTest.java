package dev.mandate.gateway.extmcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

class TargetsTest {
    @Test
    void one_or_more_that_are_named_are_asked_about_each_once() {
        var targets = targets("servers", "wiki,crm");
        assertThat(targets.are(List.of("crm"))).isTrue();
        assertThat(targets.are(List.of("crm", "wiki"))).isTrue();
        for (var wrong : List.of(List.<String>of(), List.of("crm", "crm"), List.of("crm", "other"), List.of("Crm")))
            assertThat(targets.are(wrong)).as("%s", wrong).isFalse();
    }

    @Test
    void what_is_not_said_or_cannot_be_asked_about_at_once_does_not_start() {
        assertThatThrownBy(TargetsTest::targets).hasMessageContaining("mandate.ext-mcp.servers");
        assertThatThrownBy(() -> targets("servers", "Wiki")).hasMessageContaining("[a-z0-9_-]");
        assertThatThrownBy(() -> targets("servers", "wiki,crm", "checks-at-once", "1"))
                .hasMessageContaining("checks-at-once");
        assertThatThrownBy(() -> targets("servers", "wiki", "accepted-only", "crm"))
                .hasMessageContaining("accepted-only");
        var held = targets("servers", "wiki,crm", "accepted-only", "crm");
        assertThat(held.acceptedOnly("crm")).isTrue();
        assertThat(held.acceptedOnly("wiki")).isFalse();
    }

    static Targets targets(String... set) {
        var builder = new SmallRyeConfigBuilder()
                .withMapping(ExtMcpConfig.class)
                .withDefaultValue("mandate.ext-mcp.enabled", "true")
                .addDiscoveredConverters();
        for (var i = 0; i < set.length; i += 2) builder.withDefaultValue("mandate.ext-mcp." + set[i], set[i + 1]);
        return new Targets(builder.build().getConfigMapping(ExtMcpConfig.class));
    }
}
