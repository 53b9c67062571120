package dev.mandate.authz.http;

import static dev.mandate.authz.http.Ask.ask;
import static dev.mandate.authz.http.Ask.body;
import static dev.mandate.authz.http.Ask.post;
import static dev.mandate.authz.http.Ask.question;
import static dev.mandate.authz.http.Ask.reason;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.mandate.authz.organisation.Approver;
import dev.mandate.authz.organisation.Organisation;
import dev.mandate.embedded.PlatformTestResource;
import dev.mandate.events.authz.DecidedBuilder;
import dev.mandate.events.authz.DecisionEvent;
import dev.mandate.events.authz.DecisionEvent.Decided;
import dev.mandate.events.authz.NeededApproval;
import dev.mandate.events.authz.NeededApproval.Before;
import dev.mandate.events.authz.Obligation;
import dev.mandate.events.identity.Constraint;
import dev.mandate.events.identity.Constraint.Operator;
import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.identity.IdentityState.Kind;
import dev.mandate.events.identity.IdentityState.Status;
import dev.mandate.events.ids.ApprovalId;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.lifecycle.ApprovalState;
import dev.mandate.events.topics.TopicCatalogue;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A mail that the task doesn't ask for, after strangers' text was read, waits for a person: by a shipped policy. */
@QuarkusTest
@QuarkusTestResource(value = PlatformTestResource.class, initArgs = @ResourceArg(name = "service", value = "authz"))
class ApprovedCallsIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String HELD = "approval_required";

    private static Organisation organisation;
    private static Approver approver;
    private static String gateway;

    private IdentityId ada;
    private IdentityId agent;
    private DelegationState task;

    @BeforeAll
    static void publish_an_organisation() {
        RestAssured.port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
        organisation = new Organisation(ShiftedClock::now);
        approver = new Approver(organisation, ShiftedClock::now);
        gateway = organisation.tokens.of("gateway", "decisions:gateway");
    }

    @AfterAll
    static void close() {
        approver.close();
        organisation.close();
    }

    @BeforeEach
    void a_task_that_asks_for_no_mail_has_read_a_page() {
        ada = organisation.person("sales");
        agent = organisation.agent(ada);
        task = organisation.wideTask("find out what others say about us", ada, agent, "web.browse", "email.send");
        await().atMost(SOON)
                .until(() -> reason(body(ask(gateway, call("crm.read_contact", Map.of()))))
                        .equals("outside_scope"));
        assertThat(reason(body(ask(gateway, call("web.browse", Map.of("url", "https://news.example/"))))))
                .isEqualTo("allow");
    }

    @Test
    void a_held_call_asks_by_its_record_and_is_allowed_once_after_a_person_said_yes() {
        var held = mail("bo");
        assertThat(reason(held)).isEqualTo(HELD);
        var id = held.getString("context.id");
        var approval = ApprovalId.of(new DecisionId(id));
        assertThat(held.getString("context.approval")).isEqualTo(approval.value());
        assertThat(held.getString("context.evaluation_id")).isEqualTo(id);
        assertThat(held.getString("context.access_request.expires_at")).isNotNull();
        assertThat(held.getString("context.obligations[0].properties.approver")).isEqualTo(ada.value());
        assertThat(held.getString("context.obligations[0].properties.approval")).isEqualTo(approval.value());

        var record = approver.record(id);
        assertThat(record.allowed()).isFalse();
        assertThat(record.person()).isEqualTo(ada);
        assertThat(record.arguments()).isEqualTo(arguments("bo"));
        var asks = record.approval();
        assertThat(asks.id()).isEqualTo(approval);
        assertThat(asks.asked()).isTrue();
        assertThat(asks.before()).isEqualTo(new Before(1, List.of("untrusted")));
        assertThat(record.obligations())
                .containsExactly(
                        new Obligation(Obligation.Kind.APPROVAL, null, "session-nothing-unasked-after-strangers"));

        given().auth()
                .oauth2(gateway)
                .get("/decisions/" + id)
                .then()
                .statusCode(200)
                .body("approval", equalTo(approval.value()), "remedies[0].kind", equalTo("approve"));

        var again = knowing(approver.asked(record), "bo");
        assertThat(reason(again)).isEqualTo(HELD);
        assertThat(again.getString("context.approval")).isEqualTo(approval.value());
        assertThat(again.getString("context.access_request.expires_at"))
                .as("nobody is asked twice")
                .isNull();

        var yes = approver.grants(record, ada);
        var other = knowing(yes, "eve");
        assertThat(reason(other)).as("another call").isEqualTo(HELD);
        assertThat(other.getString("context.approval")).isNotEqualTo(approval.value());
        var itself = organisation.tokens.bound(ada.value(), task);
        assertThat(reason(body(ask(itself, call("email.send", arguments("bo"))))))
                .as("another caller")
                .isEqualTo(HELD);
        var allowed = mail("bo");
        assertThat(reason(allowed)).isEqualTo("allow");
        assertThat(allowed.getString("context.approval")).isEqualTo(approval.value());
        var used = approver.record(allowed.getString("context.id"));
        assertThat(used.approval()).isEqualTo(new NeededApproval(approval, asks.call()));
        assertThat(used.allowed()).isTrue();

        var second = mail("bo");
        assertThat(reason(second)).as("used up").isEqualTo(HELD);
        assertThat(second.getString("context.approval")).isNotEqualTo(approval.value());
    }

    @Test
    void of_many_who_ask_at_once_and_in_one_batch_one_is_allowed() {
        knowing(approver.grants(approver.record(idOf(mail("bo"))), ada), "eve");
        var answers = IntStream.range(0, 12)
                .parallel()
                .mapToObj(number -> reason(mail("bo")))
                .toList();
        assertThat(answers).containsOnlyOnce("allow");

        knowing(approver.grants(approver.record(idOf(mail("cy"))), ada), "eve");
        var batch = new HashMap<>(call("email.send", arguments("cy")));
        batch.put("evaluations", Collections.nCopies(4, Map.of()));
        assertThat(body(post("/access/v1/evaluations", gateway, batch)).getList("evaluations.decision"))
                .containsExactly(true, false, false, false);
    }

    @Test
    void what_another_replica_has_used_up_is_used_up_here() {
        var record = approver.record(idOf(mail("bo")));
        var theirs = elsewhere(record);
        organisation.told(DecisionEvent.FAMILY, theirs);
        approver.record(theirs.decision().value());
        // Known before, or only when the own record comes back behind theirs.
        assertThat(reason(knowing(approver.grants(record, ada), "bo"))).isIn(HELD, "approval_used");
        assertThat(reason(mail("bo"))).isEqualTo(HELD);
    }

    @Test
    void after_a_no_it_stays_held_and_nobody_is_asked_again() {
        var record = approver.record(idOf(mail("bo")));
        approver.grants(record, ada);
        var refused = knowing(approver.refuses(record, ada), "bo");
        assertThat(reason(refused)).isEqualTo("approval_refused");
        assertThat(refused.getString("context.access_request.expires_at")).isNull();
        assertThat(refused.getList("context.obligations")).isNull();
        assertThat(reason(mail("eve"))).isEqualTo(HELD);
    }

    @Test
    void no_yes_counts_that_nobody_could_take_back_any_more() {
        knowing(approver.grants(approver.record(idOf(mail("bo"))), ada), "eve");
        for (int partition = 0; partition < TopicCatalogue.LIFECYCLE_APPROVALS.partitions(); partition++)
            organisation.owners.pause(TopicCatalogue.LIFECYCLE_APPROVALS, partition);
        try {
            ShiftedClock.ahead(Duration.ofSeconds(40)); // all others are heard of again in a second
            await().atMost(SOON)
                    .until(() -> reason(body(ask(gateway, call("web.browse", Map.of("url", "https://news.example/")))))
                            .equals("allow"));
            assertThat(reason(mail("bo"))).isEqualTo("stale_projection");
            assertThat(reason(mail("eve"))).isEqualTo(HELD);
            organisation.owners.resume();
            await().atMost(SOON).until(() -> reason(mail("bo")).equals("allow"));
        } finally {
            organisation.owners.resume();
            ShiftedClock.ahead(Duration.ZERO);
        }
    }

    @Test
    void a_yes_of_whoever_is_no_person_or_is_stopped_since_then_counts_for_nothing() {
        assertThat(reason(knowing(approver.grants(approver.record(idOf(mail("bo"))), agent), "bo")))
                .isEqualTo(HELD);
        var boss = organisation.person("sales");
        var yes = approver.grants(approver.record(idOf(mail("cy"))), boss);
        organisation.identity(boss, Kind.PERSON, null, Status.DISABLED, null);
        var stopped = fresh("identity.identities.v1", boss.value(), organisation.revision());
        assertThat(reason(knowing("cy", fresh(yes), stopped))).isEqualTo(HELD);
    }

    @Test
    void of_calls_that_who_gave_the_task_agreed_to_all_go_until_it_is_revoked_and_no_others() {
        var agreed = organisation.agreement(
                task,
                approver.record(idOf(mail("bo"))),
                new Constraint("to", Operator.ONE_OF, List.of("bo@partner.example")),
                new Constraint("text", Operator.ONE_OF, List.of("hello")));

        var first = knowing(agreed, agreed.revision(), "bo");
        assertThat(reason(first)).isEqualTo("allow");
        var record = approver.record(first.getString("context.id"));
        assertThat(record.approval()).isNull();
        assertThat(record.guards()).anySatisfy(guard -> {
            assertThat(guard.guard()).isEqualTo("agreed_kind");
            assertThat(guard.about()).isEqualTo(agreed.delegation().value());
        });
        assertThat(reason(mail("bo"))).isEqualTo("allow");
        assertThat(reason(mail("eve"))).isEqualTo(HELD);

        organisation.revoke(agreed);
        assertThat(reason(knowing(agreed, organisation.revision(), "bo"))).isEqualTo(HELD);
    }

    @Test
    void the_metadata_says_where_people_are_asked() {
        var metadata = given().get("/.well-known/authzen-configuration").jsonPath();
        assertThat(metadata.getString("access_request_endpoint")).isEqualTo("http://127.0.0.1:8082/access/v1/requests");
        assertThat(metadata.getList("capabilities")).contains("urn:openid:authzen:capability:access-request");
    }

    private JsonPath mail(String to) {
        return body(ask(gateway, call("email.send", arguments(to))));
    }

    /** Decided once this state of the approval is known. */
    private JsonPath knowing(ApprovalState state, String to) {
        return knowing(to, fresh(state));
    }

    private JsonPath knowing(DelegationState state, long revision, String to) {
        return knowing(to, fresh("identity.delegations.v1", state.delegation().value(), revision));
    }

    @SafeVarargs
    private JsonPath knowing(String to, Map<String, Object>... known) {
        return body(ask(gateway, call("email.send", arguments(to), List.of(known))));
    }

    private static Map<String, Object> fresh(ApprovalState state) {
        return fresh("lifecycle.approvals.v1", state.approval().value(), state.revision());
    }

    private static Map<String, Object> fresh(String stream, String key, long revision) {
        return Map.of("stream", stream, "key", key, "revision", revision);
    }

    private static String idOf(JsonPath held) {
        assertThat(reason(held)).isEqualTo(HELD);
        return held.getString("context.id");
    }

    private static Map<String, Object> arguments(String to) {
        return Map.of("to", to + "@partner.example", "text", "hello");
    }

    private Map<String, Object> call(String tool, Map<String, Object> arguments) {
        return call(tool, arguments, List.of());
    }

    private Map<String, Object> call(String tool, Map<String, Object> arguments, List<Map<String, Object>> known) {
        return question(
                agent,
                "call",
                "tool",
                tool,
                Map.of("delegation_id", task.delegation().value(), "arguments", arguments, "at_least_as_fresh", known));
    }

    /** Allowed by another replica, by the approval that this denial asked for. */
    private static Decided elsewhere(Decided denial) {
        return DecidedBuilder.of(
                        DecisionId.next(), ShiftedClock.now(), denial.subject(), denial.action(), denial.resource())
                .session(denial.session())
                .identity(denial.identity())
                .chain(denial.chain())
                .person(denial.person())
                .delegation(denial.delegation())
                .arguments(denial.arguments())
                .allowed()
                .policies(denial.policyVersion(), 1)
                .caller(denial.caller())
                .obligations(List.of())
                .approval(new NeededApproval(
                        denial.approval().id(), denial.approval().call()))
                .build();
    }
}
