package dev.mandate.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.ProposalEvent;
import dev.mandate.events.administration.ProposedChange;
import dev.mandate.events.administration.Reason;
import dev.mandate.events.ids.ProposalId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProposalNarratorTest {
    private static final ProposalId ID = new ProposalId("prp_1");
    private static final Instant END = Instant.parse("2026-11-16T09:00:00Z");
    private static final Actor ADA = new Actor("per_ada", "console", List.of());
    private static final Actor ADMIN = new Actor("admin", "admin", List.of());
    private static final ProposedChange CHANGE = new ProposedChange(
            "issuer",
            "https://idp.example",
            "trust the sign-in issuer https://idp.example",
            List.of("812 people"),
            "d");

    private final ProposalNarrator narrator = new ProposalNarrator(Actor::toString);

    @Test
    void it_says_who_wanted_what_and_whom_it_touches() {
        assertThat(told(new ProposalEvent.Made(ID, CHANGE, END, ADA)))
                .isEqualTo("per_ada by console proposed to trust the sign-in issuer https://idp.example (prp_1);"
                        + " it waits for people until 2026-11-16T09:00:00Z; it touches 812 people");
        assertThat(told(new ProposalEvent.MadeAlone(ID, CHANGE, END, ADMIN)))
                .startsWith("admin made alone, as the first client may until 2026-11-16T09:00:00Z: trust ");
    }

    @Test
    void it_says_that_files_changed_what_counts_where_and_by_which() {
        assertThat(told(new ProposalEvent.MadeByFiles(ID, CHANGE, "audit-1:8084")))
                .isEqualTo("Files that were laid onto the replica audit-1:8084 have it trust the sign-in issuer"
                        + " https://idp.example (prp_1); nobody proposed it. Their digest is d; it touches 812 people");
    }

    @Test
    void it_says_where_settings_of_a_replica_have_something_sent() {
        var outputs = new ProposedChange(
                "outputs",
                "findings",
                "send findings to one output, as its settings say",
                List.of("webhook-siem to https://siem.example"),
                "d");
        assertThat(told(new ProposalEvent.MadeByFiles(ID, outputs, "audit-1:8084")))
                .isEqualTo("Settings of the replica audit-1:8084 have it send findings to one output, as its settings"
                        + " say (prp_1); nobody proposed it. Their digest is d; it touches webhook-siem to"
                        + " https://siem.example");
    }

    @Test
    void it_says_of_which_roles_settings_want_a_stronger_sign_in() {
        var roles = new ProposedChange(
                "sign-in-strength",
                "roles",
                "want a stronger sign-in of whoever holds one role",
                List.of("finance-approver: PHR"),
                "d");
        assertThat(told(new ProposalEvent.MadeByFiles(ID, roles, "identity-1:8081")))
                .startsWith(
                        "Settings of the replica identity-1:8081 have it want a stronger sign-in of whoever holds one role")
                .endsWith("it touches finance-approver: PHR");
    }

    @Test
    void it_says_whether_it_is_done_and_what_stood_against_it() {
        assertThat(told(new ProposalEvent.Approved(ID, CHANGE, 1, ADA))).endsWith("another person is needed");
        assertThat(told(new ProposalEvent.Approved(ID, CHANGE, 0, ADA))).endsWith("it is done");
        assertThat(told(new ProposalEvent.ApprovalStruck(ID, CHANGE, ADA, ADMIN)))
                .startsWith("The approval of per_ada by console to trust ")
                .endsWith("counts no more: he may not stand for it any more");
        assertThat(told(new ProposalEvent.Refused(ID, CHANGE, new Reason("who are they"), ADA)))
                .endsWith("(prp_1): who are they");
        assertThat(told(new ProposalEvent.Ended(ID, CHANGE, ProposalEvent.Why.EXPIRED, null, null)))
                .endsWith("ended: nobody approved it in time");
        assertThat(narrator.tell(new ProposalEvent.Made(ID, CHANGE, END, ADA)).subject())
                .isEqualTo("prp_1");
    }

    private String told(ProposalEvent event) {
        return narrator.tell(event).summary();
    }
}
