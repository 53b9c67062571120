package dev.mandate.audit;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mandate.events.actions.ActionEvent;
import dev.mandate.events.actions.ActionEvent.ToolCalled;
import dev.mandate.events.actions.KeptFields;
import dev.mandate.events.actions.ToolResult;
import dev.mandate.events.authz.CallDigest;
import dev.mandate.events.authz.DecidedBuilder;
import dev.mandate.events.authz.DecisionEvent;
import dev.mandate.events.authz.DecisionEvent.Decided;
import dev.mandate.events.authz.FilteredDecision;
import dev.mandate.events.authz.GuardOutcome;
import dev.mandate.events.authz.NeededApproval;
import dev.mandate.events.authz.Obligation;
import dev.mandate.events.cloudevents.Receipt;
import dev.mandate.events.cloudevents.WireRecord;
import dev.mandate.events.identity.AgreedKind;
import dev.mandate.events.identity.Constraint;
import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.identity.ToolScope;
import dev.mandate.events.ids.ApprovalId;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.ids.DelegationId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import dev.mandate.events.lifecycle.ApprovalState;
import dev.mandate.events.lifecycle.ApprovedCall;
import dev.mandate.events.lifecycle.CatalogEntry;
import dev.mandate.events.lifecycle.ToolLabel;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.jspecify.annotations.Nullable;

/** One task of one agent of Ada's, each time with new ids, so that stories share a platform and don't meet. */
public final class AuditStory {
    final IdentityId ada = IdentityId.nextPerson();
    final IdentityId agent = IdentityId.nextAgent();
    final DelegationId delegation = DelegationId.next();
    final SessionId session = SessionId.of(delegation);

    /** Ada owns the agent and lets it work; its tools are registered, and one own domain. */
    public static AuditStory begun() {
        var story = new AuditStory();
        Wires.send(CatalogEntry.FAMILY, tool("crm.read_contact", ToolLabel.PRIVATE));
        Wires.send(CatalogEntry.FAMILY, tool("email.send", ToolLabel.EGRESS));
        Wires.send(CatalogEntry.FAMILY, tool("web.browse", ToolLabel.UNTRUSTED));
        Wires.send(CatalogEntry.FAMILY, new CatalogEntry.Domain("own.example", 1, false));
        Wires.send(IdentityState.FAMILY, story.person(story.ada, "Ada Lovelace"));
        Wires.send(IdentityState.FAMILY, story.agent(1, story.ada));
        Wires.send(DelegationState.FAMILY, story.delegation());
        story.eventually(() -> story.trail("agent=" + story.agent).body("entries.size()", org.hamcrest.Matchers.is(2)));
        return story;
    }

    IdentityState person(IdentityId id, String name) {
        return IdentityState.person(id, name).employeeId("4711").build();
    }

    IdentityState agent(long revision, IdentityId owner) {
        return IdentityState.agent(agent, owner, "Invoice helper")
                .revision(revision)
                .platform("platform")
                .purpose("invoices")
                .build();
    }

    DelegationState delegation() {
        var now = Instant.now();
        return new DelegationState(
                delegation,
                1,
                false,
                session,
                null,
                ada,
                agent,
                "invoice 4711",
                List.of(),
                List.of(),
                now,
                now.plus(Duration.ofHours(1)),
                DelegationState.Status.ACTIVE,
                null,
                1,
                null,
                null);
    }

    /** A denial whose record asks for an approval. */
    public void asksForApproval(DecisionId denied) {
        var approval =
                new NeededApproval(ApprovalId.of(denied), digest(), true, new NeededApproval.Before(0, List.of()));
        Wires.send(DecisionEvent.FAMILY, decision(denied, "email.send", Map.of(), false, approval, List.of()));
    }

    /** She isn't asked any more for mails to this address in this task; and once more where she has ended it. */
    public void agrees(DelegationId agreement, String to, DelegationState.Status status) {
        var limit = new Constraint("to", Constraint.Operator.ONE_OF, List.of(to));
        var kind = new AgreedKind(DecisionId.next(), List.of("held"), "digest", List.of("to"), "console", null);
        Wires.send(
                DelegationState.FAMILY,
                new DelegationState(
                        agreement,
                        status == DelegationState.Status.ACTIVE ? 1 : 2,
                        false,
                        session,
                        delegation,
                        ada,
                        agent,
                        "invoice 4711",
                        List.of(),
                        List.of(new ToolScope("email.send", List.of(limit))),
                        Instant.now(),
                        Instant.parse("2040-01-01T00:00:00Z"),
                        status,
                        status == DelegationState.Status.ACTIVE ? null : "revoked",
                        2,
                        null,
                        kind));
    }

    /** A mail that goes through since she agreed. */
    public void mailsBy(DelegationId agreement, Map<String, Object> arguments) {
        var guard = new GuardOutcome(GuardOutcome.AGREED_KIND, agreement.value(), true, null, List.of("held"));
        Wires.send(
                DecisionEvent.FAMILY, decision(DecisionId.next(), "email.send", arguments, true, null, List.of(guard)));
    }

    /** What became of it, as lifecycle-service tells it. */
    public void approval(
            DecisionId denied,
            long revision,
            ApprovalState.Status status,
            ApprovalState.@Nullable Answer answer,
            @Nullable DecisionId used) {
        var call = new ApprovedCall(
                "platform",
                agent,
                delegation,
                session,
                "call",
                "tool/email.send",
                digest(),
                "digest",
                List.of(new Obligation(Obligation.Kind.APPROVAL, null, "held")));
        Wires.send(
                ApprovalState.FAMILY,
                new ApprovalState(
                        ApprovalId.of(denied),
                        revision,
                        false,
                        status,
                        call,
                        denied,
                        ada,
                        Instant.now(),
                        Instant.now().plusSeconds(900),
                        answer,
                        used));
    }

    private CallDigest digest() {
        return CallDigest.of(agent, "email.send", Map.of());
    }

    private Decided decision(DecisionId id, String tool, boolean allowed) {
        return decision(id, tool, Map.of(), allowed, null, List.of());
    }

    private Decided decision(
            DecisionId id,
            String tool,
            Map<String, Object> arguments,
            boolean allowed,
            @Nullable NeededApproval approval,
            List<GuardOutcome> guards) {
        return answer(id, tool, arguments, allowed, approval, guards).build();
    }

    private DecidedBuilder answer(
            DecisionId id,
            String tool,
            Map<String, Object> arguments,
            boolean allowed,
            @Nullable NeededApproval approval,
            List<GuardOutcome> guards) {
        return DecidedBuilder.of(id, Instant.now(), "agent/" + agent, "call", "tool/" + tool)
                .session(session)
                .identity(agent)
                .chain(List.of(agent, ada))
                .person(ada)
                .delegation(delegation)
                .arguments(arguments)
                .answered(allowed, "outside_scope", null)
                .guards(guards)
                .policies("digest", 1)
                .freshnessMillis(10)
                .caller("platform")
                .logged(DecisionEvent.Logged.ACKNOWLEDGED)
                .approval(approval);
    }

    /** Somebody wants to know whether a mail would be allowed, and it would. */
    public void asksAsDryRun(DecisionId id) {
        Wires.send(DecisionEvent.FAMILY, new DecisionEvent.DryRun(decision(id, "email.send", true)));
    }

    /** Which bills may be seen, and it is all of them. */
    void filters(DecisionId id) {
        var answer = decision(id, "email.send", true);
        Wires.send(
                DecisionEvent.FAMILY, new FilteredDecision(answer, answer.at().plusSeconds(30), true, null, List.of()));
    }

    /** It is allowed, and whoever asked was given a receipt. */
    void decides(DecisionId id, String tool, Map<String, Object> arguments, Receipt receipt) {
        var its = answer(id, tool, arguments, true, null, List.of());
        Wires.send(DecisionEvent.FAMILY, its.receipt(receipt.digest()).build());
    }

    void decides(DecisionId id, boolean allowed) {
        Wires.send(DecisionEvent.FAMILY, decision(id, "email.send", allowed));
    }

    /** Of which nobody asked. */
    public ToolCalled call(String tool, Map<String, Object> arguments, Instant at) {
        return call(null, tool, arguments, at);
    }

    public ToolCalled call(@Nullable DecisionId decision, String tool, Map<String, Object> arguments, Instant at) {
        return new ToolCalled(
                session, agent, delegation, decision, tool, arguments, at, ToolResult.succeeded(10), List.of());
    }

    WireRecord wire(String id, ToolCalled call) {
        return Wires.encode(ActionEvent.FAMILY, "urn:test:platform", id, call.occurredAt(), call);
    }

    /** A call whose arguments are this text, whatever it is. */
    WireRecord wireWith(String arguments) {
        var wire = wire(UUID.randomUUID().toString(), call("crm.read_contact", Map.of("mark", 1), Instant.now()));
        var value = new String(wire.value(), UTF_8).replace("{\"mark\":1}", arguments);
        return new WireRecord(wire.key(), wire.headers(), value.getBytes(UTF_8));
    }

    /** As it was allowed. */
    public void calls(String tool, Map<String, Object> arguments) {
        calls(tool, arguments, Instant.now());
    }

    /** As it was allowed, and told only now. */
    public void calls(String tool, Map<String, Object> arguments, Instant at) {
        var decision = DecisionId.next();
        Wires.send(DecisionEvent.FAMILY, decision(decision, tool, true));
        Wires.send(ActionEvent.FAMILY, call(decision, tool, arguments, at));
    }

    /** As it was allowed; the answer shows these identifiers. */
    public void reads(String tool, Map<String, Object> arguments, String... shown) {
        var decision = DecisionId.next();
        var result = new ToolResult(ToolResult.Status.SUCCEEDED, 5_000, List.of(shown), null);
        Wires.send(DecisionEvent.FAMILY, decision(decision, tool, true));
        Wires.send(
                ActionEvent.FAMILY,
                new ToolCalled(
                        session, agent, delegation, decision, tool, arguments, Instant.now(), result, List.of()));
    }

    /** As it was allowed; of the answer these fields are kept. */
    public void keeps(String tool, KeptFields kept, String... showing) {
        var decision = DecisionId.next();
        Wires.send(DecisionEvent.FAMILY, decision(decision, tool, true));
        var result = new ToolResult(ToolResult.Status.SUCCEEDED, 5_000, List.of(showing), null).keeping(kept);
        Wires.send(
                ActionEvent.FAMILY,
                new ToolCalled(session, agent, delegation, decision, tool, Map.of(), Instant.now(), result, List.of()));
    }

    ValidatableResponse trail(String query) {
        return get("/trail?" + query, "trail:read");
    }

    public static ValidatableResponse get(String path, String scope) {
        return given().auth().oauth2(Tokens.with(scope)).get(path).then();
    }

    /** Who gave the task. */
    public String ada() {
        return ada.value();
    }

    public String session() {
        return session.value();
    }

    void eventually(ThrowingRunnable assertion) {
        eventuallyTrue(assertion);
    }

    public static void eventuallyTrue(ThrowingRunnable assertion) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(assertion);
    }

    private static CatalogEntry tool(String id, ToolLabel label) {
        return new CatalogEntry.Tool(id, 1, false, id, "app", Set.of(label), Map.of());
    }
}
