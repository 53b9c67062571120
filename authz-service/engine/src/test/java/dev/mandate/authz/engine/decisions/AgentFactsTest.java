package dev.mandate.authz.engine.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.authz.engine.decisions.answers.Proposal;
import dev.mandate.authz.engine.decisions.answers.Verdict;
import dev.mandate.authz.engine.decisions.questions.Question;
import dev.mandate.authz.engine.decisions.questions.Reason;
import dev.mandate.authz.engine.entities.LeanState;
import dev.mandate.authz.engine.policies.ShippedPolicies;
import dev.mandate.events.identity.AgentDescription;
import dev.mandate.events.identity.AgentDescription.Autonomy;
import dev.mandate.events.identity.AgentFacts;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.identity.IdentityState.Status;
import dev.mandate.events.identity.Validity;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.lifecycle.AccessState.Employment;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When an agent acts, below which other, and what policies see of it. */
class AgentFactsTest {
    private static final IdentityId MAILER = DecisionWorld.id("mailer");
    private static final IdentityId RESEARCHER = DecisionWorld.id("researcher");
    private static final IdentityId KEEPER = DecisionWorld.id("keeper");
    private static final AgentDescription WRITER =
            new AgentDescription("writer", "4.1", "models.example", "production", Autonomy.DELEGATED, List.of("mcp"));

    private final DecisionWorld world = new DecisionWorld();

    @ParameterizedTest
    @CsvSource({"-60, 60, true", "0, 1, true", "1, 60, false", "-60, 0, false", " , 60, true", "-60, , true"})
    void it_acts_within_its_time_alone_and_an_administrator_changes_that(Long from, Long until, boolean allowed) {
        become(MAILER, Status.ACTIVE, within(from, until), null);
        var verdict = ask();
        assertThat(verdict.allowed()).isEqualTo(allowed);
        if (allowed) return;
        assertThat(verdict.reason()).isEqualTo(Reason.IDENTITY_INACTIVE);
        assertThat(verdict.explanation()).contains("within the time").contains("an administrator changes this");
        assertThat(verdict.proposals())
                .containsExactly(new Proposal(Proposal.Kind.CHANGE_VALIDITY, MAILER.value(), null));
    }

    @Test
    void while_an_agent_above_it_may_not_act_neither_may_it() {
        become(KEEPER, Status.ACTIVE, null, null);
        become(RESEARCHER, Status.ACTIVE, null, madeBy(KEEPER));
        become(MAILER, Status.ACTIVE, null, madeBy(RESEARCHER));
        assertThat(ask().allowed()).isTrue();

        become(KEEPER, Status.SUSPENDED, null, null);
        refusedFor(KEEPER, Reason.PARENT_INACTIVE, "accepts it as its owner");
        become(KEEPER, Status.ACTIVE, within(-60L, 0L), null);
        refusedFor(KEEPER, Reason.PARENT_INACTIVE, "an administrator changes this");
        become(KEEPER, Status.ACTIVE, null, null);
        become(RESEARCHER, Status.DISABLED, null, madeBy(KEEPER));
        refusedFor(RESEARCHER, Reason.PARENT_INACTIVE, "that made one that acts here");
        become(RESEARCHER, Status.ACTIVE, null, madeBy(KEEPER));
        world.employment("erin", Employment.ENDED, 1);
        refusedFor(DecisionWorld.id("erin"), Reason.OWNER_INACTIVE, "employment");
        world.employment("erin", Employment.ACTIVE, 1);
        assertThat(ask().allowed()).isTrue();
    }

    @Test
    void one_that_an_unknown_agent_made_does_nothing_and_a_circle_has_an_end() {
        become(MAILER, Status.ACTIVE, null, madeBy(new IdentityId("agt_nobody")));
        refusedFor(new IdentityId("agt_nobody"), Reason.UNKNOWN_IDENTITY, "no identity record");
        become(RESEARCHER, Status.ACTIVE, null, madeBy(MAILER));
        become(MAILER, Status.ACTIVE, null, madeBy(RESEARCHER));
        assertThat(ask().allowed()).isTrue();
    }

    @Test
    void policies_see_what_it_is_once_that_is_confirmed_and_which_agent_made_it() {
        world.book = ShippedPolicies.with("agents-own.cedar", """
                @id("only-known-writers-browse")
                @reason("Only writers of version 4.1 that the desk made browse.")
                forbid (principal is Mandate::Agent, action in Mandate::Action::"call", resource == Mandate::Tool::"web.browse")
                unless {
                  principal has confirmed && principal.confirmed has model && principal.confirmed.model == "writer" &&
                  principal.confirmed has version && principal.confirmed.version == "4.1" &&
                  principal.confirmed has provider && principal.confirmed.provider == "models.example" &&
                  principal.confirmed has environment && principal.confirmed.environment == "production" &&
                  principal.confirmed has autonomy && principal.confirmed.autonomy == "DELEGATED" &&
                  principal.confirmed.protocols.contains("mcp") &&
                  principal has parent && principal.parent has purpose && principal.parent.purpose == "assistant"
                };
                """);
        become(MAILER, Status.ACTIVE, null, new AgentFacts(true, WRITER, RESEARCHER));
        assertThat(ask().allowed()).isTrue();
        become(MAILER, Status.ACTIVE, null, new AgentFacts(false, WRITER, RESEARCHER));
        assertThat(ask().reason()).as("the word of its owner").isEqualTo(Reason.AGENT_POLICY);
        become(MAILER, Status.ACTIVE, null, new AgentFacts(true, WRITER, null));
        assertThat(ask().reason()).isEqualTo(Reason.AGENT_POLICY);
        become(MAILER, Status.ACTIVE, null, null);
        assertThat(ask().reason()).isEqualTo(Reason.AGENT_POLICY);
    }

    @Test
    void of_a_record_in_memory_what_nobody_confirmed_is_left_out() {
        var lean = new LeanState(() -> DecisionWorld.NOW);
        assertThat(lean.identity(state(MAILER, Status.ACTIVE, null, new AgentFacts(true, WRITER, RESEARCHER)))
                        .agent())
                .isEqualTo(new AgentFacts(true, WRITER, RESEARCHER));
        assertThat(lean.identity(state(MAILER, Status.ACTIVE, null, new AgentFacts(false, WRITER, RESEARCHER)))
                        .agent())
                .isEqualTo(madeBy(RESEARCHER));
        assertThat(lean.identity(state(MAILER, Status.ACTIVE, null, new AgentFacts(false, WRITER, null)))
                        .agent())
                .isNull();
    }

    private void refusedFor(IdentityId about, Reason reason, String because) {
        var verdict = ask();
        assertThat(verdict.reason()).isEqualTo(reason);
        assertThat(verdict.explanation()).contains(about.value()).contains(because);
    }

    private static AgentFacts madeBy(IdentityId parent) {
        return new AgentFacts(false, null, parent);
    }

    private static Validity within(@Nullable Long from, @Nullable Long until) {
        return Validity.of(
                from == null ? null : DecisionWorld.NOW.plusSeconds(from),
                until == null ? null : DecisionWorld.NOW.plusSeconds(until));
    }

    private void become(IdentityId agent, Status status, @Nullable Validity validity, @Nullable AgentFacts facts) {
        world.directory.identities().apply(agent.value(), state(agent, status, validity, facts));
    }

    private IdentityState state(
            IdentityId agent, Status status, @Nullable Validity validity, @Nullable AgentFacts facts) {
        var known = world.directory.identities().get(agent.value()).state();
        return known.next().status(status, null).validity(validity).agent(facts).build();
    }

    private Verdict ask() {
        return world.decide(new Question(
                "agent",
                MAILER.value(),
                Question.Action.of("call"),
                "tool",
                "web.browse",
                Map.of(),
                Map.of(),
                null,
                null,
                Question.Proof.NONE,
                "test",
                null,
                null));
    }
}
