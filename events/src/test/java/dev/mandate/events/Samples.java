package dev.mandate.events;

import dev.mandate.events.actions.ActionEvent;
import dev.mandate.events.actions.TokenUsage;
import dev.mandate.events.actions.ToolIntention;
import dev.mandate.events.actions.ToolResult;
import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.ProposalEvent;
import dev.mandate.events.administration.RecordingEvent;
import dev.mandate.events.administration.ReplayEvent;
import dev.mandate.events.audit.CheckpointEvent;
import dev.mandate.events.authz.CallDigest;
import dev.mandate.events.authz.DecidedBuilder;
import dev.mandate.events.authz.DecisionAddendum;
import dev.mandate.events.authz.DecisionEvent;
import dev.mandate.events.authz.FilteredDecision;
import dev.mandate.events.authz.GuardOutcome;
import dev.mandate.events.authz.Obligation;
import dev.mandate.events.authz.PolicyRecord;
import dev.mandate.events.cloudevents.EventFamily;
import dev.mandate.events.hr.HrEvent;
import dev.mandate.events.hr.WorkerAttributes;
import dev.mandate.events.identity.AdministrationEvent;
import dev.mandate.events.identity.ClientState;
import dev.mandate.events.identity.Constraint;
import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.identity.HeldBack;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.identity.KeyState;
import dev.mandate.events.identity.SignalEvent;
import dev.mandate.events.identity.TokenEvent;
import dev.mandate.events.identity.ToolScope;
import dev.mandate.events.ids.ApprovalId;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.ids.DelegationId;
import dev.mandate.events.ids.FindingId;
import dev.mandate.events.ids.GrantId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import dev.mandate.events.ids.SignInSessionId;
import dev.mandate.events.lifecycle.AccessState;
import dev.mandate.events.lifecycle.ApprovalState;
import dev.mandate.events.lifecycle.ApprovedCall;
import dev.mandate.events.lifecycle.AttributeType;
import dev.mandate.events.lifecycle.CatalogEntry;
import dev.mandate.events.lifecycle.GovernanceEvent;
import dev.mandate.events.lifecycle.Grant;
import dev.mandate.events.lifecycle.ResourceType;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.events.lifecycle.WorkerEvent;
import dev.mandate.events.risk.FindingEvent;
import dev.mandate.events.risk.ProfileTally;
import dev.mandate.events.risk.RulePublished;
import dev.mandate.events.risk.RuleRecord;
import dev.mandate.events.risk.RuleState;
import dev.mandate.events.risk.SessionHead;
import dev.mandate.events.risk.SessionRecord;
import dev.mandate.events.risk.SessionRisk;
import dev.mandate.events.risk.SessionSegment;
import dev.mandate.events.risk.SuppressionState;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** One event of every type: Ada joins, moves, leaves and returns; her agent mails a customer under a delegation. */
public final class Samples {
    private static final IdentityId ADA = new IdentityId("per_01k9p0ada");
    private static final IdentityId AGENT = new IdentityId("agt_01k9p0mail");
    private static final DelegationId DELEGATION = new DelegationId("del_01k9p0task");
    private static final DelegationId CHILD = new DelegationId("del_01k9p0part");
    private static final SessionId SESSION = SessionId.of(DELEGATION);
    private static final SignInSessionId SIGN_IN = new SignInSessionId("ses_01k9p0sign");
    private static final DecisionId DECISION = new DecisionId("dec_01k9p0send");
    private static final Instant NINE = Instant.parse("2026-11-02T09:00:00Z");
    private static final Instant TEN = Instant.parse("2026-11-02T10:00:00.123456Z");
    private static final WorkerAttributes ADMINISTRATOR = new WorkerAttributes(
            "Ada", "Lovelace", "ada@example.com", "engineering", "Platform engineer", "GB", "E1000");
    private static final WorkerAttributes DIRECTOR =
            new WorkerAttributes("Ada", "Lovelace-Király", "ada@example.com", "finance", "Director", "GB", null);

    private static final List<Sample<?>> ALL = Stream.of(
                    of(
                            HrEvent.FAMILY,
                            new HrEvent.Joined("E1001", NINE, 1, ADMINISTRATOR),
                            new HrEvent.Moved("E1001", NINE, 2, DIRECTOR),
                            new HrEvent.Left("E1001", TEN, 3),
                            new HrEvent.Rehired("E1001", TEN, 4, ADMINISTRATOR),
                            new HrEvent.Adopted("E1001", TEN, 1),
                            new HrEvent.Deprovisioned("E1001", TEN, 2),
                            new HrEvent.Released("E1001", TEN, 3)),
                    of(ActionEvent.FAMILY, toolCalled(), modelUsed()),
                    of(
                            WorkerEvent.FAMILY,
                            new WorkerEvent.Joined(ADA, "E1001", NINE, ADMINISTRATOR),
                            new WorkerEvent.Moved(ADA, "E1001", NINE, DIRECTOR),
                            new WorkerEvent.Left(ADA, "E1001", TEN),
                            new WorkerEvent.Rehired(ADA, "E1001", TEN, ADMINISTRATOR)),
                    of(AccessState.FAMILY, access()),
                    of(
                            CatalogEntry.FAMILY,
                            new CatalogEntry.Role(
                                    "engineer", 3, false, "Engineer", List.of("employee"), List.of("engineering")),
                            invoicing(),
                            new CatalogEntry.Tool(
                                    "mail.send",
                                    2,
                                    false,
                                    "Send a mail",
                                    "mail",
                                    Set.of(ToolLabel.EGRESS, ToolLabel.STATE),
                                    Map.of("type", "object", "required", List.of("to"))),
                            new CatalogEntry.Model("large-1", 1, false, "Large", "example", Set.of("eu", "frontier")),
                            new CatalogEntry.Surface("editor", 1, false, "Editor", Set.of("internal"), Set.of()),
                            new CatalogEntry.Domain("example.com", 1, true)),
                    of(ApprovalState.FAMILY, approval()),
                    of(IdentityState.FAMILY, identity()),
                    of(DelegationState.FAMILY, delegation()),
                    of(KeyState.FAMILY, key()),
                    of(
                            ClientState.FAMILY,
                            new ClientState(
                                    "cli_01k9p0batch",
                                    3,
                                    false,
                                    ClientState.Kind.CLIENT,
                                    "Night batch",
                                    ClientState.Status.STOPPED,
                                    "its secret was found in a log",
                                    Instant.parse("2026-11-02T10:00:01Z"))),
                    of(
                            TokenEvent.FAMILY,
                            new TokenEvent.SignedIn(
                                    ADA,
                                    "console",
                                    "https://sign-in.example",
                                    "tok_01k9p0sign",
                                    List.of("decisions:evaluate"),
                                    "urn:mandate:acr:mfa",
                                    List.of("otp", "pwd"),
                                    NINE,
                                    null),
                            new TokenEvent.Issued(AGENT.value(), NINE, 2, 140, 1),
                            new TokenEvent.AuthorizationRevoked(ADA, "console", "aut_01k9p0auth", "code_replayed"),
                            new TokenEvent.AuthorizationAnswered(
                                    ADA, "console", "page", true, List.of("tools:call"), "aut_01k9p0auth", DELEGATION),
                            new TokenEvent.CrossAppGranted(
                                    ADA,
                                    AGENT.value(),
                                    "https://chat.example",
                                    "wiki",
                                    "https://chat.example/mcp",
                                    List.of("chat.read"),
                                    "jag_01k9p0grant",
                                    DELEGATION)),
                    of(
                            SignalEvent.FAMILY,
                            new SignalEvent.SessionRevoked(
                                    ADA,
                                    SESSION,
                                    TEN,
                                    SignalEvent.Initiator.POLICY,
                                    "risk_critical",
                                    new FindingId("fnd_01k9p0find")),
                            new SignalEvent.RiskLevelChange(
                                    ADA,
                                    SESSION,
                                    TEN,
                                    SignalEvent.Level.HIGH,
                                    "An agent gives itself a right",
                                    new FindingId("fnd_01k9p0find")),
                            new SignalEvent.SessionEstablished(
                                    ADA,
                                    SIGN_IN,
                                    TEN,
                                    "urn:mandate:acr:mfa",
                                    List.of("mfa", "pop", "user"),
                                    "192.0.2.7",
                                    null,
                                    null,
                                    null),
                            new SignalEvent.SessionEnded(
                                    ADA, SIGN_IN, TEN, SignalEvent.Initiator.USER, "signed_out", null),
                            new SignalEvent.SignInRefused(
                                    null,
                                    TEN,
                                    SignalEvent.SignInMethod.PASSWORD,
                                    SignalEvent.SignInProblem.UNKNOWN,
                                    "192.0.2.7"),
                            new SignalEvent.SignInsHeldBack(
                                    ADA,
                                    NINE,
                                    TEN,
                                    SignalEvent.SignInMethod.PASSWORD,
                                    HeldBack.TOO_MANY,
                                    212,
                                    "192.0.2.7",
                                    null),
                            new SignalEvent.CredentialChange(
                                    ADA,
                                    TEN,
                                    SignalEvent.Initiator.USER,
                                    SignalEvent.CredentialType.FIDO2,
                                    SignalEvent.ChangeType.CREATE,
                                    "laptop")),
                    of(AdministrationEvent.FAMILY, AdministrationSamples.all().toArray(AdministrationEvent[]::new)),
                    of(ProposalEvent.FAMILY, ProposalSamples.all().toArray(ProposalEvent[]::new)),
                    of(ReplayEvent.FAMILY, ReplaySamples.all().toArray(ReplayEvent[]::new)),
                    of(
                            RecordingEvent.FAMILY,
                            new RecordingEvent.Read(SESSION, new Actor(ADA.value(), "console", List.of()))),
                    of(CheckpointEvent.FAMILY, new CheckpointEvent.Signed("acme.example/trail", 7, """
                                    acme.example/trail
                                    7
                                    47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=
                                    time 2026-11-29T02:00:00Z

                                    \u2014 acme.example/trail x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
                                    """)),
                    of(GovernanceEvent.FAMILY, GovernanceSamples.all().toArray(GovernanceEvent[]::new)),
                    of(
                            PolicyRecord.FAMILY,
                            new PolicyRecord.Part("main", 3, 0, 4, false, "{\"staticPolicies\":{}}"),
                            new PolicyRecord.Published(
                                    "main",
                                    3,
                                    1,
                                    false,
                                    "sha256:77aa",
                                    12,
                                    4,
                                    "mail at night",
                                    NINE,
                                    new Actor(ADA.value(), "console", List.of())),
                            new PolicyRecord.Activation(
                                    "main",
                                    4,
                                    false,
                                    new PolicyRecord.Version(3, 1, "sha256:5f2c"),
                                    null,
                                    TEN,
                                    "per_01k9p0ada")),
                    of(
                            DecisionEvent.FAMILY,
                            decided(),
                            new DecisionAddendum.Withheld(DECISION, TEN, SESSION),
                            new DecisionAddendum.Raced(
                                    DECISION,
                                    TEN,
                                    SESSION,
                                    List.of(new DecisionId("dec_01k9p0other")),
                                    "agent_policy",
                                    List.of("pay-once")),
                            new DecisionAddendum.Misreported(
                                    DECISION,
                                    TEN,
                                    SESSION,
                                    ToolResult.Status.SUCCEEDED,
                                    new Actor("agt_01k9p0other", "agt_01k9p0other", List.of()),
                                    null),
                            new DecisionEvent.DryRun(decided()),
                            filtered(),
                            new DecisionEvent.Gap(TEN, NINE, TEN, 1200, 30, 2)),
                    of(
                            RuleRecord.FAMILY,
                            ruleState(),
                            new RulePublished(
                                    "data-exfiltration",
                                    3,
                                    1,
                                    false,
                                    "11aa",
                                    "Private data leaves, sooner",
                                    "high",
                                    2,
                                    "after the incident of May",
                                    NINE,
                                    new Actor(ADA.value(), "console", List.of()))),
                    of(SuppressionState.FAMILY, suppression()),
                    of(SessionRecord.FAMILY, sessionRisk(), sessionHead(), sessionSegment()),
                    of(ProfileTally.FAMILY, tally()),
                    of(FindingEvent.FAMILY, finding()))
            .flatMap(List::stream)
            .toList();

    private Samples() {}

    public static List<Sample<?>> all() {
        return ALL;
    }

    /** The first of its family. */
    public static <E> Sample<E> of(EventFamily<E> family) {
        return ofFamily(family).get(0);
    }

    @SuppressWarnings("unchecked")
    public static <E> List<Sample<E>> ofFamily(EventFamily<E> family) {
        return ALL.stream()
                .filter(sample -> sample.family().equals(family))
                .map(sample -> (Sample<E>) sample)
                .toList();
    }

    @SafeVarargs
    private static <E> List<Sample<?>> of(EventFamily<E> family, E... events) {
        return Arrays.stream(events)
                .<Sample<?>>map(event -> new Sample<>(family, event))
                .toList();
    }

    private static RuleState ruleState() {
        return new RuleState(
                "data-exfiltration",
                7,
                false,
                new RuleState.Version(2, "9f2c", "title: Private data leaves\n"),
                false,
                new RuleState.Version(3, "11aa", "title: Private data leaves, sooner\n"),
                new RuleState.Replaced(new RuleState.Version(1, "00bb", "title: Private data\n"), TEN),
                TEN,
                ADA.value());
    }

    private static ApprovalState approval() {
        return new ApprovalState(
                ApprovalId.of(DECISION),
                3,
                false,
                ApprovalState.Status.USED,
                new ApprovedCall(
                        "desk-gateway",
                        AGENT,
                        DELEGATION,
                        SESSION,
                        "call",
                        "tool/mail.send",
                        CallDigest.of(AGENT, "mail.send", Map.of("to", "grace@customer.example")),
                        "sha256:5f2c",
                        List.of(new Obligation(Obligation.Kind.APPROVAL, "role:finance", "agents-mail-when-approved"))),
                DECISION,
                ADA,
                NINE,
                TEN,
                new ApprovalState.Answer(
                        true, new Actor(ADA.value(), "console", List.of()), NINE, "Grace asked me for it."),
                new DecisionId("dec_01k9p0sent"));
    }

    private static SuppressionState suppression() {
        return new SuppressionState(
                "5f2c",
                1,
                false,
                "data-exfiltration",
                Map.of("session", SESSION.value()),
                TEN,
                "The task is to send it.",
                ADA.value());
    }

    private static SessionRisk sessionRisk() {
        return new SessionRisk(
                SESSION,
                3,
                false,
                SessionRisk.Level.HIGH,
                List.of("stranger-gets-data"),
                Set.of(ToolLabel.PRIVATE),
                3,
                1,
                2,
                false,
                List.of("grace@customer.example"),
                List.of(new SessionRisk.SeenIdentifier(
                        "shop.example/terms", SessionRisk.Origin.UNTRUSTED, 1, false, null, List.of("inbox"))),
                new SessionRisk.TaskProfile(40, Set.of("mail.send"), Set.of("mail.send")),
                Set.of("5f2c01ab5f2c01ab"),
                null,
                TEN);
    }

    private static SessionHead sessionHead() {
        return new SessionHead(sessionRisk(), List.of(new SessionHead.Named(15, 2), new SessionHead.Named(0, 3)), 7);
    }

    private static SessionSegment sessionSegment() {
        return new SessionSegment(
                SESSION,
                0,
                3,
                List.of(new SessionRisk.SeenIdentifier(
                        "grace@own.example", SessionRisk.Origin.RESULT, 0, true, "peers", List.of())));
    }

    private static ProfileTally tally() {
        return new ProfileTally(
                AGENT.value(),
                ProfileTally.Aspect.DESTINATION,
                "grace@customer.example",
                9,
                false,
                Map.of("answer-mail", 8.5),
                TEN);
    }

    private static ActionEvent toolCalled() {
        var result = new ToolResult(ToolResult.Status.SUCCEEDED, 5120, List.of("grace@customer.example"), true);
        return new ActionEvent.ToolCalled(
                SESSION,
                AGENT,
                DELEGATION,
                DECISION,
                "mail.send",
                Map.of("to", List.of("grace@customer.example"), "attachments", 2, "draft", false, "spend", 12.5),
                TEN,
                result,
                List.of("grace@customer.example"));
    }

    private static ActionEvent modelUsed() {
        return new ActionEvent.ModelUsed(
                SESSION,
                AGENT,
                DELEGATION,
                DECISION,
                "general-small",
                "chat/completions",
                TEN,
                ToolResult.Status.SUCCEEDED,
                2048,
                new TokenUsage(1200, 300, null),
                List.of(new ToolIntention("send_mail", "sha256:" + "0a".repeat(32))),
                null);
    }

    private static CatalogEntry.Application invoicing() {
        var invoice = new ResourceType(
                "invoice",
                Set.of("view", "approve"),
                Map.of("amount", AttributeType.LONG, "owner", AttributeType.PERSON, "tags", AttributeType.STRINGS),
                Set.of("tags"),
                Set.of("ledger"));
        var ledger = new ResourceType("ledger", Set.of("view"), Map.of(), Set.of(), Set.of());
        return new CatalogEntry.Application(
                "invoicing", 1, false, "Invoices", List.of(invoice, ledger), Set.of("cli_invoicing"));
    }

    private static AccessState access() {
        return new AccessState(
                ADA,
                7,
                false,
                AccessState.Employment.ACTIVE,
                2,
                NINE,
                "E1001",
                ADMINISTRATOR,
                List.of(
                        new Grant(
                                new GrantId("grt_01k9p0birth"),
                                "engineer",
                                Grant.Kind.BIRTHRIGHT,
                                NINE,
                                null,
                                "department engineering"),
                        new Grant(
                                new GrantId("grt_01k9p0asked"),
                                "on-call",
                                Grant.Kind.GRANTED,
                                NINE,
                                TEN,
                                "covers for Grace")));
    }

    private static IdentityState identity() {
        return IdentityState.agent(AGENT, ADA, "Mail assistant")
                .revision(4)
                .status(IdentityState.Status.SUSPENDED, "owner left")
                .platform("desk")
                .purpose("customer-mail")
                .tokensVoidBefore(Instant.parse("2026-11-02T10:00:01Z"))
                .employmentNumber(2)
                .build();
    }

    private static DelegationState delegation() {
        return new DelegationState(
                CHILD,
                2,
                false,
                SESSION,
                DELEGATION,
                AGENT,
                new IdentityId("agt_01k9p0part"),
                "Answer Grace's question",
                List.of("grace@customer.example"),
                List.of(new ToolScope(
                        "mail.send",
                        List.of(
                                new Constraint("to", Constraint.Operator.DOMAIN_IN, List.of("customer.example")),
                                new Constraint("attachments", Constraint.Operator.AT_MOST, List.of("2"))))),
                NINE,
                TEN,
                DelegationState.Status.REVOKED,
                "parent revoked",
                2,
                null,
                null);
    }

    private static KeyState key() {
        return new KeyState(
                "key-2026-11",
                1,
                false,
                Map.of(
                        "kty", "EC",
                        "crv", "P-256",
                        "kid", "key-2026-11",
                        "x", "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
                        "y", "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM"));
    }

    private static FilteredDecision filtered() {
        return new FilteredDecision(
                DecidedBuilder.of(new DecisionId("dec_01k9p0which"), TEN, "person/per_01k9p0ada", "approve", "bill/*")
                        .identity(new IdentityId("per_01k9p0ada"))
                        .chain(List.of(new IdentityId("per_01k9p0ada")))
                        .person(new IdentityId("per_01k9p0ada"))
                        .allowed()
                        .guards(List.of(
                                new GuardOutcome("known_resource", "application/payables", true, null, List.of())))
                        .policies("main/3,payables/1", 9)
                        .freshnessMillis(140)
                        .caller("cli_payables")
                        .build(),
                TEN.plusSeconds(30),
                false,
                Map.of(
                        "and",
                        List.of(
                                Map.of("attribute", "department", "is", "eq", "value", "sales"),
                                Map.of("not", Map.of("attribute", "owner", "is", "eq", "value", "per_01k9p0ada")))),
                List.of("bills-by-two"));
    }

    private static DecisionEvent.Decided decided() {
        return DecidedBuilder.of(DECISION, TEN, "agent/agt_01k9p0mail", "call", "tool/mail.send")
                .session(SESSION)
                .identity(AGENT)
                .chain(List.of(AGENT, ADA))
                .person(ADA)
                .delegation(DELEGATION)
                .arguments(Map.of("to", "grace@customer.example"))
                .denied("outside_delegation", "The delegation doesn't name this tool.")
                .guards(List.of(
                        new GuardOutcome("standing", "per_01k9p0ada", true, null, List.of()),
                        new GuardOutcome(
                                "policies",
                                "del_01k9p0task",
                                false,
                                "outside_delegation",
                                List.of("agents-mail-customers"))))
                .policies("sha256:5f2c", 9)
                .freshnessMillis(140)
                .caller("desk-gateway")
                .requestId("req-1")
                .build();
    }

    private static FindingEvent finding() {
        var time = TEN.toEpochMilli();
        return new FindingEvent(
                FindingEvent.CREATE,
                FindingEvent.CATEGORY,
                FindingEvent.CLASS,
                FindingEvent.CLASS * 100L + FindingEvent.CREATE,
                time,
                4,
                1,
                null,
                2,
                true,
                null,
                "The mail assistant read private data, then mailed a stranger.",
                new FindingEvent.Metadata("1.8.0", new FindingEvent.Metadata.Product("Mandate", "Mandate")),
                new FindingEvent.FindingInfo(
                        new FindingId("fnd_01k9p0exfil"),
                        "Private data leaves",
                        "Read, then sent outside within the window.",
                        new FindingEvent.Analytic(
                                "private-then-egress", "Private, then egress", "sha256:11aa", 1, null),
                        null,
                        time,
                        null,
                        null,
                        null,
                        List.of("attack.exfiltration")),
                List.of(new FindingEvent.Evidence(
                        "mail.send",
                        Map.of("tool", "mail.send", "agent", "agt_01k9p0mail", "labels", List.of("egress")))),
                null,
                new FindingEvent.Unmapped(
                        SESSION.value(),
                        DELEGATION.value(),
                        List.of(AGENT.value()),
                        ADA.value(),
                        "Suspend the agent and ask Ada."));
    }
}
