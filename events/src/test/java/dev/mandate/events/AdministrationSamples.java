package dev.mandate.events;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.Actor.Acting;
import dev.mandate.events.administration.Reason;
import dev.mandate.events.identity.AdministrationEvent;
import dev.mandate.events.identity.AgentDescription;
import dev.mandate.events.identity.AgentEvent;
import dev.mandate.events.identity.ClientEvent;
import dev.mandate.events.identity.DelegationEvent;
import dev.mandate.events.identity.GroupEvent;
import dev.mandate.events.identity.IssuerEvent;
import dev.mandate.events.identity.KeyEvent;
import dev.mandate.events.identity.OfferEvent;
import dev.mandate.events.identity.OperationEvent;
import dev.mandate.events.identity.PersonEvent;
import dev.mandate.events.identity.ProvisioningAct;
import dev.mandate.events.identity.ReceiverEvent;
import dev.mandate.events.identity.TaskCapEvent;
import dev.mandate.events.identity.TransmitterEvent;
import dev.mandate.events.identity.Validity;
import dev.mandate.events.identity.WorkloadEvent;
import dev.mandate.events.identity.WorkloadFacts;
import dev.mandate.events.identity.WorkloadIssuerEvent;
import dev.mandate.events.ids.DelegationId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.OfferId;
import dev.mandate.events.ids.OwnedId;
import dev.mandate.events.ids.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What was done by hand to what identity-service owns: Ada's agent is offered to Grace, and much is stopped. */
final class AdministrationSamples {
    private static final IdentityId ADA = new IdentityId("per_01k9p0ada");
    private static final IdentityId GRACE = new IdentityId("per_01k9p0grace");
    private static final IdentityId AGENT = new IdentityId("agt_01k9p0mail");
    private static final IdentityId WORKLOAD = new IdentityId("wkl_01k9p0batch");
    private static final OfferId OFFER = new OfferId("ofr_01k9p0hand");
    private static final Instant END = Instant.parse("2026-11-16T09:00:00Z");
    private static final Actor BY_ADA =
            new Actor(ADA.value(), "console", List.of(new Acting("agt_01k9p0desk", "https://partner.example")));
    private static final Actor BY_GRACE = new Actor(GRACE.value(), "console", List.of());

    private static final Actor BY_ADMIN = new Actor("admin", "admin", List.of());
    private static final AgentDescription DESCRIBED = new AgentDescription(
            "writer", "4.1", "models.example", "production", AgentDescription.Autonomy.DELEGATED, List.of("mcp"));
    private static final Reason LEAKED = new Reason("its secret was found in a log");
    private static final String CLIENT = "cli_01k9p0batch";
    private static final String NAME = "Night batch";
    private static final String ISSUER = "https://sign-in.example";
    private static final DelegationId DELEGATION = new DelegationId("del_01k9p0task");
    private static final SessionId SESSION = SessionId.of(DELEGATION);

    private AdministrationSamples() {}

    static List<AdministrationEvent> all() {
        return List.of(
                new AgentEvent.Registered(
                        AGENT, "Mail assistant", "desk", "customer-mail", ADA, null, null, null, BY_ADA),
                new AgentEvent.Described(AGENT, null, DESCRIBED, false, BY_ADA),
                new AgentEvent.ValidityChanged(AGENT, new Validity(null, END), BY_ADA),
                new AgentEvent.Stopped(AGENT, LEAKED, BY_ADA),
                new AgentEvent.Resumed(AGENT, new Reason("it has another key"), BY_ADA),
                new AgentEvent.DelegatorsChanged(AGENT, AgentEvent.Delegators.LISTED, List.of(GRACE), BY_ADA),
                new ClientEvent.Registered(CLIENT, NAME, List.of("decisions:evaluate"), true, null, BY_ADMIN),
                new ClientEvent.AddressesChanged(
                        CLIENT,
                        NAME,
                        List.of("https://wiki.example/back"),
                        List.of("https://wiki.example/oidc/back"),
                        new Reason("the wiki moved"),
                        BY_ADMIN),
                new ClientEvent.ScopesChanged(
                        CLIENT, NAME, List.of("decisions:evaluate"), List.of("trail:read"), null, BY_ADMIN),
                new ClientEvent.MetadataChanged(
                        CLIENT,
                        NAME,
                        List.of("grants authorization_code"),
                        List.of("grants authorization_code refresh_token"),
                        new Reason("it stays open for a day"),
                        BY_ADMIN),
                new ClientEvent.SecretChanged(CLIENT, NAME, END, LEAKED, null),
                new ClientEvent.CredentialChanged(
                        CLIENT,
                        NAME,
                        ClientEvent.CredentialChanged.CredentialChange.SCIM_TOKEN_MADE,
                        "sec_01k9p0first",
                        END,
                        null,
                        BY_ADMIN),
                new ClientEvent.AdoptionChanged(CLIENT, NAME, "nobody", "people by employeeNumber", null, BY_ADMIN),
                new ClientEvent.CrossAppChanged(
                        CLIENT,
                        NAME,
                        List.of(),
                        List.of("https://chat.example as wiki, for https://chat.example/mcp: chat.read"),
                        null,
                        BY_ADMIN),
                new ClientEvent.Stopped(CLIENT, NAME, LEAKED, BY_ADMIN),
                new ClientEvent.Resumed(CLIENT, NAME, new Reason("it has another secret"), BY_ADMIN),
                new DelegationEvent.Made(DELEGATION, SESSION, null, ADA, AGENT, BY_ADA),
                new DelegationEvent.Revoked(DELEGATION, SESSION, ADA, AGENT, LEAKED, BY_GRACE),
                new TaskCapEvent.Changed(TaskCapEvent.Of.AUTONOMY, "AUTONOMOUS", 900L, 3_600L, LEAKED, BY_ADMIN),
                new IssuerEvent.Registered(
                        ISSUER,
                        "employeeId",
                        null,
                        Map.of("https://idp.example/mfa", "urn:mandate:acr:mfa"),
                        List.of("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"),
                        true,
                        null,
                        null,
                        BY_ADMIN),
                new IssuerEvent.Stopped(ISSUER, LEAKED, BY_ADMIN),
                new IssuerEvent.Resumed(ISSUER, new Reason("it has another key"), BY_ADMIN),
                new KeyEvent.Made("key_01k9p0next", END, null),
                new KeyEvent.AllRevoked("key_01k9p0next", List.of("key_01k9p0last"), LEAKED, BY_ADMIN),
                new OperationEvent.AccountStopped("hr", new Reason("its password was found in a log"), BY_ADMIN),
                new OperationEvent.AccountResumed("hr", new Reason("it has another password"), BY_ADMIN),
                new OperationEvent.ToolsAccepted(
                        "crm",
                        List.of(new OperationEvent.ToolsAccepted.Definition(
                                "read_contact",
                                "sha256:4355a46b19d348dc2f57c046f8ef63d4538ebb936000f3c9ee954a27460dd865")),
                        null,
                        BY_ADMIN),
                new PersonEvent.Stopped(ADA, new Reason("her laptop was stolen"), BY_ADMIN),
                new PersonEvent.Resumed(ADA, new Reason("she has another laptop"), BY_ADMIN),
                new PersonEvent.SignedOut(ADA, null, BY_ADA),
                new PersonEvent.Invited(ADA, END, BY_ADMIN),
                new PersonEvent.Provisioned(ADA, ProvisioningAct.CHANGED, List.of("department", "manager"), BY_ADMIN),
                new PersonEvent.Released(ADA, CLIENT, false, new Reason("HR alone says"), BY_ADMIN),
                new GroupEvent.Provisioned(
                        "grp_01k9p0group",
                        ProvisioningAct.CHANGED,
                        "Engineering",
                        2,
                        List.of(ADA),
                        List.of(GRACE),
                        BY_ADMIN),
                new OfferEvent.Made(OFFER, OwnedId.of(AGENT), GRACE, ADA, OfferEvent.Cause.HANDED_OVER, END, BY_ADA),
                new OfferEvent.Accepted(OFFER, OwnedId.of(AGENT), GRACE, ADA, BY_GRACE),
                new OfferEvent.Refused(OFFER, OwnedId.of(AGENT), GRACE, BY_GRACE),
                new OfferEvent.Withdrawn(OFFER, OwnedId.of(AGENT), GRACE, OfferEvent.Why.RECIPIENT_LEFT, null),
                new ReceiverEvent.StreamChanged(
                        "cli_01k9p0wiki",
                        ReceiverEvent.Act.CREATED,
                        "wiki.example",
                        List.of("session-revoked", "account-disabled"),
                        null,
                        BY_ADMIN),
                new ReceiverEvent.LogoutGivenUp(
                        "cli_01k9p0wiki", "wiki.example", GRACE, new Reason("it could not be told for a day")),
                new TransmitterEvent.Trusted(
                        "https://mdm.example",
                        List.of("https://mdm.example/keys"),
                        List.of("device-compliance-change", "session-revoked"),
                        List.of("acme.example"),
                        false,
                        null,
                        BY_ADMIN),
                new TransmitterEvent.Stopped("https://mdm.example", new Reason("its key was stolen"), BY_ADMIN),
                new TransmitterEvent.Heard(
                        "https://mdm.example",
                        GRACE,
                        "device-compliance-change",
                        "his device is not compliant",
                        new Actor("https://mdm.example", "https://mdm.example", List.of())),
                new WorkloadEvent.Registered(
                        WORKLOAD,
                        "Invoice batch",
                        "invoices",
                        WorkloadFacts.Kind.SERVICE,
                        "production",
                        ADA,
                        new Validity(null, END),
                        BY_ADA),
                new WorkloadEvent.Imported(WORKLOAD, "vault", "kv/pay", END, List.of("end"), BY_ADMIN),
                new WorkloadEvent.Confirmed(WORKLOAD, BY_ADA),
                new WorkloadEvent.Activated(WORKLOAD, BY_ADA),
                new WorkloadEvent.Suspended(WORKLOAD, LEAKED, BY_ADA),
                new WorkloadEvent.Resumed(WORKLOAD, new Reason("it has another secret"), BY_ADA),
                new WorkloadEvent.Retired(WORKLOAD, new Reason("the batch is gone"), BY_ADA),
                new WorkloadEvent.Deleted(WORKLOAD, new Reason("a year is over"), BY_ADMIN),
                new WorkloadEvent.ValidityChanged(WORKLOAD, new Validity(null, END), BY_ADA),
                new WorkloadEvent.CredentialChanged(
                        WORKLOAD, WorkloadEvent.CredentialChange.SECRET_MADE, "sec_01k9p0first", END, null, BY_ADA),
                new WorkloadIssuerEvent.Trusted(
                        ISSUER, List.of(ISSUER + "/jwks"), "https://mandate.example", true, false, BY_ADMIN),
                new WorkloadIssuerEvent.Stopped(ISSUER, LEAKED, BY_ADMIN),
                new WorkloadIssuerEvent.Resumed(ISSUER, new Reason("it has another key"), BY_ADMIN));
    }
}
