package dev.mandate.audit.engine.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.events.risk.SessionRisk.Level;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A task that goes from agent to agent, by the rules that come with the service. */
class HandedOnTest {
    private static final Map<String, Object> RENT = Map.of("amount", 900);

    private final RiskRun run = RiskRun.withShippedRules().tool("bank.pay", ToolLabel.MONEY);

    @AfterEach
    void close() {
        run.close();
    }

    @Test
    void a_helper_that_pays_where_nobody_paid_before_widens_the_chain_and_restricts_nobody() {
        run.at("10:00").by("agt_first").reads("crm.contacts");
        run.at("10:01").by("agt_helper").calls("bank.pay", RENT);
        assertThat(run.alerts())
                .extracting(finding -> finding.findingInfo().title())
                .containsExactly("A delegation chain widens");
        assertThat(run.state().level()).isEqualTo(Level.LOW);
    }

    @Test
    void a_helper_that_does_what_the_first_agent_did_widens_nothing() {
        run.at("10:00").by("agt_first").calls("bank.pay", RENT);
        run.at("10:01").by("agt_helper").calls("bank.pay", RENT);
        assertThat(run.alerts()).isEmpty();
    }

    @Test
    void the_same_helper_in_a_session_of_its_own_is_the_one_that_began_it() {
        run.at("10:00").by("agt_first").reads("crm.contacts");
        run.inSession("del_other").at("10:01").by("agt_helper").calls("bank.pay", RENT);
        assertThat(run.alerts()).isEmpty();
    }
}
