package dev.mandate.authz.http;

import static dev.mandate.authz.http.Ask.question;
import static dev.mandate.authz.http.Ask.reason;
import static io.restassured.RestAssured.given;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mandate.authz.organisation.Approver;
import dev.mandate.authz.organisation.Organisation;
import dev.mandate.authz.organisation.ToldActions;
import dev.mandate.embedded.ChildJvm;
import dev.mandate.embedded.HalfAsked;
import dev.mandate.embedded.Platform;
import dev.mandate.embedded.ServiceReplica;
import dev.mandate.events.identity.Constraint;
import dev.mandate.events.identity.Constraint.Operator;
import dev.mandate.events.identity.DelegationState;
import io.restassured.path.json.JsonPath;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Two packaged replicas that are asked without pause, one of which is killed and comes back. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwoReplicasIT {
    private static final int DELEGATIONS = 30;
    private static final int ROUNDS = 5;
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final List<String> JVM = ChildJvm.shortLived("-Xmx224m", "-XX:+UseSerialGC");

    @TempDir
    static Path directory;

    private final Organisation organisation = new Organisation();
    private final List<DelegationState> delegations = new ArrayList<>();
    private ServiceReplica stays;
    private ServiceReplica killed;

    @BeforeAll
    void two_replicas_know_thirty_delegations() {
        var ada = organisation.person("sales");
        for (int i = 0; i < DELEGATIONS; i++)
            delegations.add(organisation.delegation(ada, organisation.agent(ada), "crm.read_contact"));
        stays = replica("stays");
        killed = replica("killed");
        stays.awaitReady(Duration.ofSeconds(60));
        killed.awaitReady(Duration.ofSeconds(60));
    }

    @AfterAll
    void close() {
        stays.close();
        killed.close();
        organisation.close();
    }

    @Test
    @Order(1)
    void of_one_yes_of_a_person_two_replicas_that_are_asked_at_once_let_one_call_be_made() throws Exception {
        var ada = organisation.person("sales");
        var asking = Executors.newFixedThreadPool(8);
        try (var approver = new Approver(organisation, InstantSource.system())) {
            for (var round = 0; round < ROUNDS; round++) {
                var task = organisation.wideTask(
                        "find out what others say about us", ada, organisation.agent(ada), "web.browse", "email.send");
                for (var replica : List.of(stays, killed))
                    await().atMost(SOON)
                            .until(
                                    () -> reason(ask(replica, task, "crm.read_contact", List.of())),
                                    "outside_scope"::equals);
                assertThat(reason(ask(stays, task, "web.browse", List.of()))).isEqualTo("allow");
                await("the other one knows what was read")
                        .atMost(SOON)
                        .until(() -> reason(ask(killed, task, "email.send", List.of())), "approval_required"::equals);
                var held = ask(stays, task, "email.send", List.of());
                var yes = approver.grants(approver.record(held.getString("context.id")), ada);
                var known = List.of(Map.<String, Object>of(
                        "stream",
                        "lifecycle.approvals.v1",
                        "key",
                        yes.approval().value(),
                        "revision",
                        yes.revision()));
                var questions = new ArrayList<Callable<String>>();
                for (var each = 0; each < 4; each++)
                    for (var replica : List.of(stays, killed))
                        questions.add(() -> reason(ask(replica, task, "email.send", known)));
                var answers = new ArrayList<String>();
                for (var answer : asking.invokeAll(questions)) answers.add(answer.get());
                assertThat(answers).containsOnlyOnce("allow").isSubsetOf("allow", "approval_required", "approval_used");
            }
        } finally {
            asking.shutdownNow();
        }
    }

    @Test
    @Order(1)
    void calls_that_a_person_agreed_to_go_through_at_either_until_it_is_revoked_and_no_others() {
        var ada = organisation.person("sales");
        var task = organisation.wideTask(
                "find out what others say about us", ada, organisation.agent(ada), "web.browse", "email.send");
        var both = List.of(stays, killed);
        for (var replica : both)
            await().atMost(SOON)
                    .until(() -> reason(ask(replica, task, "crm.read_contact", List.of())), "outside_scope"::equals);
        assertThat(reason(ask(stays, task, "web.browse", List.of()))).isEqualTo("allow");
        await("the other one knows what was read")
                .atMost(SOON)
                .until(() -> reason(ask(killed, task, "email.send", List.of())), "approval_required"::equals);
        try (var approver = new Approver(organisation, InstantSource.system())) {
            var held = approver.record(ask(stays, task, "email.send", List.of()).getString("context.id"));
            var to = new Constraint("to", Operator.ONE_OF, List.of("bo@partner.example"));
            var agreed = organisation.agreement(task, held, to);
            for (var replica : both)
                for (var known : List.of(fresh(agreed, agreed.revision()), List.<Map<String, Object>>of()))
                    assertThat(reason(ask(replica, task, "email.send", known))).isEqualTo("allow");
            var copied = Map.<String, Object>of("to", "bo@partner.example", "bcc", "eve@partner.example");
            for (var replica : both)
                assertThat(reason(ask(replica, task, "email.send", copied, List.of())))
                        .isEqualTo("approval_required");
            organisation.revoke(agreed);
            var revoked = fresh(agreed, organisation.revision());
            for (var replica : both)
                assertThat(reason(ask(replica, task, "email.send", revoked))).isEqualTo("approval_required");
        }
    }

    private static List<Map<String, Object>> fresh(DelegationState of, long revision) {
        return List.of(Map.of(
                "stream", "identity.delegations.v1", "key", of.delegation().value(), "revision", revision));
    }

    @Test
    @Order(1)
    void what_became_of_a_call_is_told_once_at_whichever_replica() {
        var task = delegations.get(DELEGATIONS - 1);
        try (var told = new ToldActions()) {
            var decision = ask(stays, task, "crm.read_contact", List.of()).getString("context.id");
            assertThat(tell(killed, task, decision, "Bo Abel")).isEqualTo(200);
            assertThat(told.of(task.session()).decision()).hasToString(decision);
            assertThat(told.of(task.session()).arguments()).isEqualTo(Map.of("to", "bo@partner.example"));
            assertThat(tell(killed, task, decision, "Bo Abel")).isEqualTo(200);
            assertThat(tell(killed, task, decision, "somebody else")).isEqualTo(409);
            assertThat(told.all(task.session())).hasSize(1);
        }
    }

    private int tell(ServiceReplica replica, DelegationState task, String decision, String answer) {
        return given().baseUri(replica.uri().toString())
                .auth()
                .oauth2(organisation.tokens.bound(task.delegator().value(), task))
                .contentType("application/json")
                .body(Map.of("status", "succeeded", "answer", answer))
                .post("/decisions/" + decision + "/outcome")
                .statusCode();
    }

    private JsonPath ask(ServiceReplica replica, DelegationState task, String tool, List<Map<String, Object>> known) {
        return ask(replica, task, tool, Map.of("to", "bo@partner.example"), known);
    }

    private JsonPath ask(
            ServiceReplica replica,
            DelegationState task,
            String tool,
            Map<String, Object> arguments,
            List<Map<String, Object>> known) {
        return given().baseUri(replica.uri().toString())
                .auth()
                .oauth2(organisation.tokens.bound(task.delegator().value(), task))
                .contentType("application/json")
                .body(question(
                        task.agent(),
                        "call",
                        "tool",
                        tool,
                        Map.of(
                                "delegation_id",
                                task.delegation().value(),
                                "arguments",
                                arguments,
                                "at_least_as_fresh",
                                known)))
                .post("/access/v1/evaluation")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    @Test
    @Order(2)
    void a_replica_that_comes_back_allows_nothing_that_was_revoked_and_no_allow_is_missing_in_the_record() {
        try (var first = new Askers(organisation, delegations, List.of(stays.uri(), killed.uri()));
                var records = new DecisionRecords()) {
            await("both allow")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> first.allowedBy(killed.uri()) > 100 && first.allowedBy(stays.uri()) > 100);
            revoke(0, 10);
            await("both refuse what was revoked")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> first.refusedEverywhere(delegations.subList(0, 10)));
            first.mark();
            killed.jvm().kill();
            revoke(10, 20);
            var again = replica("again");
            killed = again;
            try (var second = new Askers(organisation, delegations, List.of(stays.uri(), again.uri()))) {
                again.awaitReady(Duration.ofSeconds(60));
                await("it answers again")
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> second.allowedBy(again.uri()) > 100
                                && second.answersBy(again.uri(), delegations.subList(0, 20)) > 100);
                first.stop();
                second.stop();

                assertThat(first.allowedSinceMark()).doesNotContainAnyElementsOf(ids(delegations.subList(0, 10)));
                assertThat(second.statuses())
                        .as("while it starts, nobody is told that his token is invalid")
                        .isSubsetOf(200, 503);
                assertThat(second.allowed(again.uri())).isEqualTo(ids(delegations.subList(20, DELEGATIONS)));
                var received = first.allows();
                received.addAll(second.allows());
                assertThat(received).hasSizeGreaterThan(400);
                await("the record holds them")
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> records.missingAllows(received).isEmpty());
            }
        }
    }

    @Test
    @Order(3)
    void a_replica_that_is_asked_to_end_answers_whoever_asked_before_and_refuses_whoever_asks_then() throws Exception {
        var half = new ArrayList<HalfAsked>();
        for (var delegation : delegations.subList(20, 28))
            half.add(HalfAsked.of(
                    stays.uri().resolve("/access/v1/evaluation"),
                    "Bearer " + organisation.tokens.bound(delegation.delegator().value(), delegation),
                    "application/json",
                    """
                    {"subject": {"type": "agent", "id": "%s"}, "action": {"name": "call"}, "resource": {"type": "tool", "id": "crm.read_contact"}}""".formatted(delegation.agent().value())));
        try (var records = new DecisionRecords();
                var others = new Askers(organisation, delegations.subList(20, DELEGATIONS), List.of(stays.uri()))) {
            await("others ask on connections that are kept")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> others.allowedBy(stays.uri()) > 20);
            stays.jvm().end();
            await("whoever comes now is refused")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> others.statuses().contains(503));
            assertThat(HalfAsked.isClosing(stays.uri())).isTrue();
            for (var one : half) assertThat(one.finish()).contains("200 OK").contains("\"decision\"");
            for (var one : half) one.close();
            await("then it ends")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> !stays.jvm().isAlive());
            others.stop();
            assertThat(others.statuses()).isSubsetOf(200, 503);
            await("each allow that somebody was told is on record")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> records.missingAllows(others.allows()).isEmpty());
        }
    }

    private void revoke(int from, int to) {
        delegations.subList(from, to).forEach(organisation::revoke);
    }

    private static Set<String> ids(List<DelegationState> delegations) {
        return delegations.stream().map(state -> state.delegation().value()).collect(toSet());
    }

    /** One that is asked to end has all the time that it needs on a busy machine. */
    private ServiceReplica replica(String name) {
        var settings = Map.of("quarkus.shutdown.timeout", "60s");
        return ServiceReplica.start(
                "authz", Path.of(".."), Platform.shared(), JVM, settings, directory.resolve(name + ".log"));
    }
}
