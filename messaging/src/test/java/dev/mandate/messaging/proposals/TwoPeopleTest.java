package dev.mandate.messaging.proposals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.Actor.Acting;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TwoPeopleTest {
    private static final Actor ADA = new Actor("per_ada", "console", List.of());
    private static final Actor ADA_ELSEWHERE = new Actor("per_ada", "phone", List.of());
    private static final Actor GRACE = new Actor("per_grace", "console", List.of());
    private static final Actor ADMIN = new Actor("admin", "admin", List.of());
    private static final Actor AGENT_OF_ADA = new Actor("per_ada", "agt_desk", List.of(new Acting("agt_desk", null)));
    private static final Actor AGENT = new Actor("agt_desk", "agt_desk", List.of());

    @Test
    void who_proposes_is_one_of_the_two() {
        assertThat(TwoPeople.missing(ADA, List.of())).isEqualTo(1);
        assertThat(TwoPeople.missing(ADA, approvals(GRACE))).isZero();
    }

    @Test
    void nobody_knows_who_was_behind_a_client_or_an_agent() {
        for (var proposer : List.of(ADMIN, AGENT, AGENT_OF_ADA)) {
            assertThat(TwoPeople.missing(proposer, approvals(GRACE))).isEqualTo(1);
            assertThat(TwoPeople.missing(proposer, approvals(GRACE, ADA))).isZero();
        }
    }

    @Test
    void one_person_is_one_however_many_tokens_he_has() {
        assertThat(TwoPeople.against(ADA_ELSEWHERE, ADA, List.of())).contains(ProposalRefusal.OWN_PROPOSAL);
        assertThat(TwoPeople.against(ADA_ELSEWHERE, ADMIN, approvals(ADA))).contains(ProposalRefusal.APPROVED_ALREADY);
        assertThat(TwoPeople.missing(ADMIN, approvals(ADA, ADA_ELSEWHERE))).isEqualTo(1);
    }

    @Test
    void a_client_an_agent_and_who_acts_for_a_person_approve_nothing() {
        for (var approver : List.of(ADMIN, AGENT, AGENT_OF_ADA))
            assertThat(TwoPeople.against(approver, GRACE, List.of())).contains(ProposalRefusal.NOT_A_PERSON);
        assertThat(TwoPeople.against(GRACE, ADA, List.of())).isEmpty();
    }

    private static List<Approval> approvals(Actor... by) {
        return java.util.Arrays.stream(by)
                .map(person -> new Approval(person, Instant.EPOCH))
                .toList();
    }
}
