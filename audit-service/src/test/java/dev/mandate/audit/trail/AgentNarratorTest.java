package dev.mandate.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.identity.AgentDescription;
import dev.mandate.events.identity.AgentDescription.Autonomy;
import dev.mandate.events.identity.AgentEvent;
import dev.mandate.events.identity.Validity;
import dev.mandate.events.ids.IdentityId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AgentNarratorTest {
    private static final IdentityId ADA = new IdentityId("per_ada");
    private static final IdentityId MAIL = new IdentityId("agt_mail");
    private static final Actor BY_ADA = new Actor("per_ada", "console", List.of());
    private static final Validity UNTIL_NOON = new Validity(null, Instant.parse("2026-11-02T12:00:00Z"));

    private final AgentNarrator narrator =
            new AgentNarrator(IdentityId::value, agent -> Optional.of(ADA), new Doer(Actor::toString));

    @Test
    void an_agent_is_told_with_what_it_is_made_of_by_which_and_until_when() {
        var bare = narrator.registered(
                new AgentEvent.Registered(MAIL, "Mail", "desk", "mail", ADA, null, null, null, BY_ADA));
        assertThat(bare.summary()).endsWith("registered the agent Mail (agt_mail): per_ada answers for it");
        var all = narrator.registered(new AgentEvent.Registered(
                MAIL, "Mail", "desk", "mail", null, writer("4.0"), UNTIL_NOON, new IdentityId("agt_desk"), BY_ADA));
        assertThat(all.summary())
                .endsWith("registered the agent Mail (agt_mail), which agt_desk made, as model writer 4.0, provider"
                        + " models.example, environment production, does by itself what a person hands to it, speaks a2a mcp, to act until"
                        + " 2026-11-02T12:00:00Z: nobody answers for it until it is accepted");
    }

    @Test
    void another_model_is_told_with_the_one_before_and_whether_that_is_confirmed() {
        var said = narrator.described(new AgentEvent.Described(MAIL, writer("4.0"), writer("4.1"), false, BY_ADA));
        assertThat(said.summary())
                .contains("said what agt_mail is: model writer 4.1, provider")
                .contains("; before: model writer 4.0, provider");
        assertThat(said.outcome()).isEqualTo("described");
        var confirmed = narrator.described(new AgentEvent.Described(MAIL, writer("4.1"), writer("4.1"), true, BY_ADA));
        assertThat(confirmed.summary())
                .contains("confirmed what agt_mail is: model writer 4.1")
                .doesNotContain("before");
        var first = narrator.described(new AgentEvent.Described(MAIL, null, writer("4.1"), false, BY_ADA));
        assertThat(first.summary()).endsWith("; before: nothing");
        assertThat(narrator.validity(new AgentEvent.ValidityChanged(MAIL, UNTIL_NOON, BY_ADA))
                        .summary())
                .endsWith("said when agt_mail may act: until 2026-11-02T12:00:00Z");
    }

    private static AgentDescription writer(String version) {
        return new AgentDescription(
                "writer", version, "models.example", "production", Autonomy.DELEGATED, List.of("mcp", "a2a"));
    }
}
