package dev.mandate.events;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.ProposalEvent;
import dev.mandate.events.administration.ProposedChange;
import dev.mandate.events.administration.Reason;
import dev.mandate.events.ids.ProposalId;
import java.time.Instant;
import java.util.List;

/** A sign-in issuer is to be trusted, and a second person looks at it. */
final class ProposalSamples {
    private static final ProposalId PROPOSAL = new ProposalId("prp_01k9p0trust");
    private static final Instant END = Instant.parse("2026-11-16T09:00:00Z");
    private static final Actor BY_ADA = new Actor("per_01k9p0ada", "console", List.of());
    private static final Actor BY_GRACE = new Actor("per_01k9p0grace", "console", List.of());
    private static final Actor BY_ADMIN = new Actor("admin", "admin", List.of());
    private static final ProposedChange CHANGE = new ProposedChange(
            "issuer",
            "https://sign-in.example",
            "trust the sign-in issuer https://sign-in.example",
            List.of("812 active people, each of whom its assertions can sign in"),
            "5f1d0a7c3be84ce0b9c24ad2a7a6a21f9fd1a1ad25a3ea0b1c1be6ac4d5cde12");

    private static final ProposedChange RULES = new ProposedChange(
            "rule-files",
            "files",
            "judge by the 9 rules of its files",
            List.of("data-exfiltration"),
            "4c0de5a1f2b93c7d4c0de5a1f2b93c7d4c0de5a1f2b93c7d4c0de5a1f2b93c7d");

    private ProposalSamples() {}

    static List<ProposalEvent> all() {
        return List.of(
                new ProposalEvent.Made(PROPOSAL, CHANGE, END, BY_ADA),
                new ProposalEvent.Approved(PROPOSAL, CHANGE, 0, BY_GRACE),
                new ProposalEvent.ApprovalStruck(PROPOSAL, CHANGE, BY_ADA, BY_GRACE),
                new ProposalEvent.Refused(PROPOSAL, CHANGE, new Reason("we don't know them"), BY_GRACE),
                new ProposalEvent.Ended(
                        PROPOSAL, CHANGE, ProposalEvent.Why.OUTDATED, "its keys are others now", BY_GRACE),
                new ProposalEvent.MadeAlone(PROPOSAL, CHANGE, END, BY_ADMIN),
                new ProposalEvent.MadeByFiles(PROPOSAL, RULES, "audit-1.example:8084"));
    }
}
