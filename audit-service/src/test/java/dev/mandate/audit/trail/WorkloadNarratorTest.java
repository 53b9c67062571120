package dev.mandate.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.Reason;
import dev.mandate.events.identity.Validity;
import dev.mandate.events.identity.WorkloadEvent;
import dev.mandate.events.identity.WorkloadEvent.CredentialChange;
import dev.mandate.events.identity.WorkloadEvent.CredentialChanged;
import dev.mandate.events.identity.WorkloadFacts;
import dev.mandate.events.identity.WorkloadIssuerEvent;
import dev.mandate.events.ids.IdentityId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WorkloadNarratorTest {
    private static final IdentityId ADA = new IdentityId("per_ada");
    private static final IdentityId BATCH = new IdentityId("wkl_batch");
    private static final Actor BY_ADA = new Actor("per_ada", "console", List.of());
    private static final Instant NOON = Instant.parse("2026-11-02T12:00:00Z");
    private static final Reason LEAKED = new Reason("its secret leaked");
    private static final String CI = "https://token.ci.example";

    private final WorkloadNarrator narrator =
            new WorkloadNarrator(IdentityId::value, workload -> Optional.of(ADA), new Doer(Actor::toString));

    @Test
    void what_becomes_of_a_workload_is_told_with_who_did_it_and_why() {
        told(
                registered(ADA),
                "registered the workload Invoice batch (wkl_batch) in production: per_ada answers for it");
        told(
                registered(null),
                "registered the workload Invoice batch (wkl_batch) in production: nobody answers for it until it is accepted");
        told(
                new WorkloadEvent.Imported(BATCH, "vault", "kv/pay", NOON, List.of(), BY_ADA),
                "took over kv/pay of vault as wkl_batch, which was last used at 2026-11-02T12:00:00Z");
        told(
                new WorkloadEvent.Imported(BATCH, "vault", "kv/pay", null, List.of("end", "owner"), BY_ADA),
                "took over what kv/pay of vault says otherwise of wkl_batch (end, owner)");
        told(new WorkloadEvent.Confirmed(BATCH, BY_ADA), "confirmed wkl_batch");
        told(new WorkloadEvent.Activated(BATCH, BY_ADA), "activated wkl_batch");
        told(new WorkloadEvent.Suspended(BATCH, LEAKED, BY_ADA), "suspended wkl_batch: its secret leaked");
        told(new WorkloadEvent.Resumed(BATCH, LEAKED, BY_ADA), "resumed wkl_batch: its secret leaked");
        told(new WorkloadEvent.Retired(BATCH, LEAKED, BY_ADA), "retired wkl_batch: its secret leaked");
        told(new WorkloadEvent.Deleted(BATCH, LEAKED, BY_ADA), "deleted wkl_batch: its secret leaked");
    }

    @Test
    void when_it_may_act_is_told_with_its_bounds() {
        validity(null, "always");
        validity(new Validity(NOON, null), "from 2026-11-02T12:00:00Z without an end");
        validity(new Validity(null, NOON), "until 2026-11-02T12:00:00Z");
        validity(new Validity(NOON, NOON.plusSeconds(60)), "from 2026-11-02T12:00:00Z until 2026-11-02T12:01:00Z");
    }

    @Test
    void what_proves_that_it_is_this_one_is_told_without_the_proof() {
        told(
                new CredentialChanged(BATCH, CredentialChange.SECRET_MADE, "sec_1", NOON, null, BY_ADA),
                "made the secret sec_1 of wkl_batch, which ends at 2026-11-02T12:00:00Z");
        told(
                new CredentialChanged(BATCH, CredentialChange.SECRET_ENDED, "sec_1", null, LEAKED, BY_ADA),
                "ended the secret sec_1 of wkl_batch: its secret leaked");
        told(
                new CredentialChanged(BATCH, CredentialChange.KEYS_CHANGED, "5f2c", null, null, BY_ADA),
                "changed the keys of wkl_batch");
        told(
                new CredentialChanged(BATCH, CredentialChange.BINDING_MADE, "bnd_1", null, null, BY_ADA),
                "bound tokens of another issuer (bnd_1) to wkl_batch");
        told(
                new CredentialChanged(BATCH, CredentialChange.BINDING_ENDED, "bnd_1", null, null, BY_ADA),
                "ended the binding bnd_1 of wkl_batch");
    }

    @Test
    void of_an_issuer_it_says_what_its_word_is_about() {
        told(
                new WorkloadIssuerEvent.Trusted(CI, List.of("5f2c"), "urn:us", false, false, BY_ADA),
                "trusted the issuer https://token.ci.example, which says which workload asks (keys: 5f2c; for urn:us; each token once)");
        told(
                new WorkloadIssuerEvent.Trusted(CI, List.of("5f2c"), "urn:us", true, true, BY_ADA),
                "changed the issuer https://token.ci.example, which says which workload asks (keys: 5f2c; for urn:us; each token until it ends)");
        told(
                new WorkloadIssuerEvent.Trusted(
                        CI,
                        List.of("5f2c"),
                        "urn:us",
                        false,
                        false,
                        List.of("its word puts on the surface “desktop” everybody"),
                        BY_ADA),
                "trusted the issuer https://token.ci.example, which says which workload asks (keys: 5f2c; for urn:us; each token once)"
                        + "; its word puts on the surface “desktop” everybody");
        told(
                new WorkloadIssuerEvent.Stopped(CI, LEAKED, BY_ADA),
                "stopped the issuer https://token.ci.example, which says which workload asks: its secret leaked");
        told(
                new WorkloadIssuerEvent.Resumed(CI, LEAKED, BY_ADA),
                "resumed the issuer https://token.ci.example, which says which workload asks: its secret leaked");
    }

    private static WorkloadEvent registered(IdentityId owner) {
        return new WorkloadEvent.Registered(
                BATCH, "Invoice batch", "invoices", WorkloadFacts.Kind.SERVICE, "production", owner, null, BY_ADA);
    }

    private void validity(Validity validity, String when) {
        told(new WorkloadEvent.ValidityChanged(BATCH, validity, BY_ADA), "said when wkl_batch may act: " + when);
    }

    private void told(WorkloadEvent event, String did) {
        assertThat(told(narrator.tell(event), did).agent()).isEqualTo(BATCH);
    }

    private void told(WorkloadIssuerEvent event, String did) {
        assertThat(told(narrator.tell(event), did).subject()).isEqualTo(CI);
    }

    private static TrailRow told(TrailRow row, String did) {
        assertThat(row.summary()).isEqualTo("per_ada by console " + did);
        assertThat(row.person()).isEqualTo(ADA);
        return row;
    }
}
