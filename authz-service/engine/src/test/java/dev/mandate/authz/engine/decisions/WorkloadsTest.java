package dev.mandate.authz.engine.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.authz.engine.decisions.answers.Proposal;
import dev.mandate.authz.engine.decisions.answers.Verdict;
import dev.mandate.authz.engine.decisions.questions.Question;
import dev.mandate.authz.engine.decisions.questions.Reason;
import dev.mandate.authz.engine.policies.ShippedPolicies;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.identity.IdentityState.Kind;
import dev.mandate.events.identity.IdentityState.Status;
import dev.mandate.events.identity.Validity;
import dev.mandate.events.identity.WorkloadFacts;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.lifecycle.AccessState.Employment;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A workload asks for itself, by policies, as long as an active person answers for it. */
class WorkloadsTest {
    private static final IdentityId BATCH = new IdentityId("wkl_batch");

    private static final String BY_PURPOSE = """
            @id("invoice-workloads-read-contacts")
            @reason("Workloads for invoices read contacts.")
            permit (principal is Mandate::Agent, action in Mandate::Action::"call", resource == Mandate::Tool::"crm.read_contact")
            when {
              principal has workload && principal.workload has environment && principal.workload.environment == "production" &&
              principal has purpose && principal.purpose == "invoices"
            };
            """;

    private final DecisionWorld world = new DecisionWorld();

    @BeforeEach
    void adas_batch_may_read_contacts_by_its_purpose() {
        world.book = ShippedPolicies.with("workloads.cedar", BY_PURPOSE);
        batch(Status.ACTIVE, null);
    }

    @Test
    void what_policies_permit_is_allowed_to_it_as_a_workload_and_nothing_else() {
        var allowed = ask("workload", "crm.read_contact");
        assertThat(allowed.allowed()).isTrue();
        assertThat(allowed.identity()).isEqualTo(BATCH);
        assertThat(allowed.person()).isEqualTo(DecisionWorld.id("ada"));
        for (var tool : List.of("payments.transfer", "email.send", "web.browse"))
            assertThat(ask("workload", tool).reason()).as(tool).isEqualTo(Reason.AGENT_POLICY);
        assertThat(ask("person", "crm.read_contact").reason()).isEqualTo(Reason.UNKNOWN_IDENTITY);
    }

    @Test
    void what_only_its_registrar_says_of_it_permits_nothing_until_it_is_confirmed() {
        world.book = ShippedPolicies.with("workloads.cedar", BY_PURPOSE + """
                @id("workloads-outside-of-production-read-contacts")
                @reason("Workloads elsewhere read contacts.")
                permit (principal is Mandate::Agent, action in Mandate::Action::"call", resource == Mandate::Tool::"crm.read_contact")
                when {
                  principal has workload && principal.workload has environment && principal.workload.environment != "production"
                };
                @id("services-read-contacts")
                @reason("Services read contacts.")
                permit (principal is Mandate::Agent, action in Mandate::Action::"call", resource == Mandate::Tool::"crm.read_contact")
                when {
                  principal has workload && principal.workload has kind && principal.workload.kind == "SERVICE"
                };
                """);
        batch(Status.ACTIVE, null, false);
        for (var tool : List.of("crm.read_contact", "web.browse"))
            assertThat(ask("workload", tool).reason()).as(tool).isEqualTo(Reason.AGENT_POLICY);
        batch(Status.ACTIVE, null, true);
        assertThat(ask("workload", "crm.read_contact").allowed()).isTrue();
    }

    @Test
    void without_an_active_owner_it_is_denied() {
        world.employment("ada", Employment.ENDED, 1);
        assertThat(ask("workload", "crm.read_contact").reason()).isEqualTo(Reason.OWNER_INACTIVE);
        world.employment("ada", Employment.ACTIVE, 2);
        world.identity("ada", Status.ACTIVE, null, 2);
        assertThat(ask("workload", "crm.read_contact").reason()).isEqualTo(Reason.OWNER_INACTIVE);
    }

    @ParameterizedTest
    @CsvSource({
        "STAGED, SUSPENDED, activating it, ACTIVATE_IDENTITY",
        "SUSPENDED, SUSPENDED, accepts it as its owner, ACCEPT_AGENT",
        "RETIRED, DISABLED, register another, NEW_WORKLOAD",
        "DELETED, DISABLED, register another, NEW_WORKLOAD",
    })
    void one_that_is_not_in_use_is_denied_with_what_changes_this(
            WorkloadFacts.Status phase, Status status, String remedy, Proposal.Kind proposed) {
        batch(status, null, true, phase);
        var verdict = ask("workload", "crm.read_contact");
        assertThat(verdict.reason()).isEqualTo(Reason.IDENTITY_INACTIVE);
        assertThat(verdict.explanation()).contains(remedy);
        assertThat(verdict.proposals()).containsExactly(new Proposal(proposed, BATCH.value(), null));
    }

    @ParameterizedTest
    @CsvSource({"-60, 60, allow", "0, 1, allow", "1, 60, deny", "-60, 0, deny", " , 60, allow", "-60, , allow"})
    void it_acts_within_its_time_alone(Long from, Long until, String expected) {
        batch(Status.ACTIVE, Validity.of(at(from), at(until)));
        var verdict = ask("workload", "crm.read_contact");
        assertThat(verdict.allowed()).isEqualTo(expected.equals("allow"));
        if (!verdict.allowed())
            assertThat(verdict.explanation())
                    .contains("within the time")
                    .as("its owner only shortens it")
                    .doesNotContain("answers for it")
                    .contains("an administrator changes this");
    }

    private static Instant at(Long seconds) {
        return seconds == null ? null : DecisionWorld.NOW.plusSeconds(seconds);
    }

    private void batch(Status status, Validity validity) {
        batch(status, validity, true);
    }

    private void batch(Status status, Validity validity, boolean confirmed) {
        batch(status, validity, confirmed, WorkloadFacts.Status.ACTIVE);
    }

    private void batch(Status status, Validity validity, boolean confirmed, WorkloadFacts.Status phase) {
        var known = world.directory.identities().get(BATCH.value()).state();
        world.directory
                .identities()
                .apply(
                        BATCH.value(),
                        IdentityState.of(BATCH, Kind.WORKLOAD, "Invoice batch")
                                .revision(known == null ? 1 : known.revision() + 1)
                                .status(status, null)
                                .owner(DecisionWorld.id("ada"))
                                .purpose("invoices")
                                .validity(validity)
                                .workload(new WorkloadFacts(WorkloadFacts.Kind.SERVICE, phase, confirmed, "production"))
                                .build());
    }

    private Verdict ask(String type, String tool) {
        return world.decide(new Question(
                type,
                BATCH.value(),
                Question.Action.of("call"),
                "tool",
                tool,
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
