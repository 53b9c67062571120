package dev.mandate.authz.engine.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.authz.engine.decisions.answers.Verdict;
import dev.mandate.authz.engine.decisions.questions.Reason;
import dev.mandate.events.ids.GrantId;
import dev.mandate.events.lifecycle.AccessState;
import dev.mandate.events.lifecycle.Grant;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who holds a role is settled when it is used: by the clock, and by what the role inherits then. */
class GrantsInTimeTest {
    private final DecisionWorld world = new DecisionWorld();

    @ParameterizedTest
    @CsvSource({
        "-60,     , allow",
        "  0,     , allow",
        "  1,     , deny",
        "-60,   1 , allow",
        "-60,   0 , deny",
        "-60, -10 , deny",
    })
    void a_grant_counts_from_its_beginning_up_to_its_end(long from, Long until, String expected) {
        granted("sales", from, until);
        assertThat(answer()).isEqualTo(expected);
    }

    @Test
    void a_role_gives_what_the_roles_give_that_it_inherits_and_nothing_above_it() {
        granted("sales-lead", -60, null);
        assertThat(answer()).isEqualTo("allow");
        granted("employee", -60, null);
        assertThat(answer()).isEqualTo("deny");
    }

    @Test
    void an_agent_loses_what_its_delegator_loses_when_his_grant_ends() {
        world.delegation("now", null, "finn", "researcher", DecisionWorld.SCOPE);
        granted("sales", -60, 1L);
        assertThat(ask("researcher", "now").allowed()).isTrue();
        granted("sales", -60, 0L);
        assertThat(ask("researcher", "now").reason()).isEqualTo(Reason.DELEGATOR_POLICY);
    }

    private void granted(String role, long from, Long until) {
        var finn = DecisionWorld.id("finn");
        var now = world.directory.access().get(finn.value()).state();
        var grant =
                new Grant(GrantId.next(), role, Grant.Kind.BIRTHRIGHT, at(from), until == null ? null : at(until), "");
        world.directory
                .access()
                .apply(
                        finn.value(),
                        new AccessState(
                                finn,
                                now.revision() + 1,
                                false,
                                now.employment(),
                                now.employmentNumber(),
                                now.employmentFrom(),
                                now.employeeId(),
                                now.attributes(),
                                List.of(grant)));
    }

    private static Instant at(long seconds) {
        return DecisionWorld.NOW.plusSeconds(seconds);
    }

    private String answer() {
        return ask("finn", null).allowed() ? "allow" : "deny";
    }

    private Verdict ask(String subject, String delegation) {
        return world.decide(DecisionCase.call(subject, delegation, "crm.read_contact", Map.of()));
    }
}
