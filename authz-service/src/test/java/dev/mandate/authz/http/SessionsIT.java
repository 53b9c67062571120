package dev.mandate.authz.http;

import static dev.mandate.authz.http.Ask.ask;
import static dev.mandate.authz.http.Ask.body;
import static dev.mandate.authz.http.Ask.post;
import static dev.mandate.authz.http.Ask.reason;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mandate.authz.engine.sessions.Sessions;
import dev.mandate.authz.organisation.Organisation;
import dev.mandate.embedded.PlatformTestResource;
import dev.mandate.embedded.TopicLog;
import dev.mandate.events.actions.ActionEvent;
import dev.mandate.events.actions.ActionPlace;
import dev.mandate.events.actions.ToolResult;
import dev.mandate.events.authz.DecidedBuilder;
import dev.mandate.events.authz.DecisionEvent;
import dev.mandate.events.authz.DecisionEvent.Decided;
import dev.mandate.events.cloudevents.Receipt;
import dev.mandate.events.identity.Constraint;
import dev.mandate.events.identity.Constraint.Operator;
import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.identity.ToolScope;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.events.risk.SessionRecord;
import dev.mandate.events.risk.SessionRisk;
import dev.mandate.events.topics.TopicCatalogue;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a session was allowed counts at its next call, by the shipped policies. */
@QuarkusTest
@QuarkusTestResource(value = PlatformTestResource.class, initArgs = @ResourceArg(name = "service", value = "authz"))
class SessionsIT {
    private static final String PAY = "payments.transfer";
    private static final Duration SOON = Duration.ofSeconds(30);

    private static Organisation organisation;
    private static String gateway;

    @Inject
    Sessions sessions;

    private IdentityId agent;
    private DelegationState task;

    @BeforeAll
    static void publish_an_organisation() {
        RestAssured.port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
        organisation = new Organisation(ShiftedClock::now);
        organisation.payment(PAY);
        gateway = organisation.tokens.of("gateway", "decisions:gateway");
    }

    @AfterAll
    static void close() {
        organisation.close();
    }

    @Test
    void of_five_payments_in_one_batch_the_task_may_make_four() {
        aTaskOf("finance", PAY);
        var items = Collections.nCopies(5, Map.of());
        var batch = new HashMap<>(call(PAY, Map.of("amount", 500)));
        batch.put("evaluations", items);
        var answer = body(post("/access/v1/evaluations", gateway, batch));
        assertThat(answer.getList("evaluations.decision")).containsExactly(true, true, true, true, false);
        assertThat(answer.getList("evaluations[4].context.policies")).contains("agents-move-little-money-in-all");
    }

    @Test
    void of_many_payments_in_parallel_the_task_may_make_four() {
        aTaskOf("finance", PAY);
        var allowed = IntStream.range(0, 12)
                .parallel()
                .mapToObj(i -> ask(gateway, call(PAY, Map.of("amount", 500))))
                .filter(answer -> body(answer).getBoolean("decision"))
                .count();
        assertThat(allowed).isEqualTo(4);
    }

    @Test
    void of_many_calls_in_parallel_as_many_are_made_as_the_delegation_says_and_to_whom_it_says() {
        var bo = List.of("bo@partner.example");
        var person = organisation.person("sales");
        agent = organisation.agent(person);
        task = organisation.limited(
                "tell Bo",
                person,
                agent,
                List.of(new ToolScope(
                        "email.send",
                        List.of(
                                Constraint.calls(2),
                                new Constraint("to", Operator.ONE_OF, bo),
                                new Constraint("cc", Operator.ONE_OF, bo, true)))));
        await().atMost(SOON).until(() -> reason(asked("web.browse")).equals("outside_scope"));
        var copied = call("email.send", Map.of("to", bo, "cc", List.of("eve@evil.example")));
        assertThat(reason(body(ask(gateway, copied)))).isEqualTo("limit_exceeded");
        var answers = IntStream.range(0, 8)
                .parallel()
                .mapToObj(i -> reason(body(ask(gateway, call("email.send", Map.of("to", bo))))))
                .toList();
        assertThat(answers).containsOnly("allow", "budget_exhausted");
        assertThat(Collections.frequency(answers, "allow")).isEqualTo(2);
    }

    @Test
    void what_another_replica_allowed_counts_here() {
        aTaskOf("finance", PAY);
        for (var i = 0; i < 4; i++) organisation.told(DecisionEvent.FAMILY, byAnotherReplica());
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(body(ask(gateway, call(PAY, Map.of("amount", 1))))
                                .getList("context.policies"))
                        .contains("agents-move-little-money-in-all"));
    }

    @Test
    void after_private_data_and_what_strangers_wrote_nothing_is_sent_until_the_risk_job_has_told_of_both() {
        aTaskOf("sales", "crm.read_contact", "web.browse", "email.send");
        var sent = asked("email.send");
        assertThat(reason(sent)).isEqualTo("allow");
        assertThat(Instant.parse(sent.getString("context.until"))).isAfter(Instant.now());
        var reads = List.of(asked("crm.read_contact"), asked("web.browse"));
        assertThat(asked("email.send").getList("context.policies")).contains("session-no-sending-before-judgement");
        var at = Instant.now();
        tells(reads.get(0), "crm.read_contact", at);
        tells(reads.get(1), "web.browse", at);
        assertThat(reason(asked("email.send"))).isEqualTo("agent_policy");
        organisation.told(SessionRecord.FAMILY, risk(at));
        await().atMost(SOON).until(() -> reason(asked("email.send")).equals("allow"));
    }

    @Test
    void what_took_longer_to_read_than_a_later_call_is_waited_for_until_the_risk_job_has_read_as_far_as_it_is_told() {
        aTaskOf("sales", "crm.read_contact", "web.browse", "email.send");
        var slow = asked("web.browse");
        var began = Instant.now();
        var quick = asked("crm.read_contact");
        var later = Instant.now();
        tells(quick, "crm.read_contact", later);
        organisation.told(SessionRecord.FAMILY, risk(later).upTo(place(0)));
        tells(slow, "web.browse", began);
        await().atMost(SOON).until(() -> outcomeIsKnown(quick) && outcomeIsKnown(slow));
        assertThat(reason(asked("email.send"))).isEqualTo("agent_policy");
        var all = risk(later).found(2, SessionRisk.Level.NONE, List.of(), List.of());
        organisation.told(SessionRecord.FAMILY, all.upTo(place(Integer.MAX_VALUE)));
        await().atMost(SOON).until(() -> reason(asked("email.send")).equals("allow"));
    }

    @Test
    void what_another_platform_tells_of_a_call_that_it_did_not_ask_for_completes_nothing() {
        aTaskOf("sales", "crm.read_contact", "web.browse");
        var its = asked("web.browse");
        var other = asked("crm.read_contact");
        organisation.toldByAnotherPlatform(ActionEvent.FAMILY, action(its, "web.browse", Instant.now()));
        tells(other, "crm.read_contact", Instant.now());
        await().atMost(SOON).until(() -> outcomeIsKnown(other)); // which comes behind it
        assertThat(outcomeIsKnown(its)).isFalse();
        tells(its, "web.browse", Instant.now());
        await().atMost(SOON).until(() -> outcomeIsKnown(its));
    }

    @Test
    void the_record_has_the_digest_of_what_the_answer_was_given_with_and_never_that_itself() {
        aTaskOf("sales", "crm.read_contact");
        var allow = asked("crm.read_contact");
        var denial = asked("web.browse");
        assertThat(receipt(denial)).isNotEqualTo(receipt(allow));
        var dryRun = body(posted("/access/v1/evaluation/dry-run", question("crm.read_contact", "1")));
        assertThat(dryRun.getString("context.receipt")).isNull();
        for (var answer : List.of(allow, denial)) {
            var its = TopicLog.of(TopicCatalogue.AUTHZ_DECISIONS, "audit")
                    .await(1, one -> new String(one.value(), UTF_8).contains(answer.getString("context.id")));
            assertThat(new String(its.get(0).value(), UTF_8))
                    .contains("\"receipt\":\"" + receipt(answer).digest() + "\"")
                    .doesNotContain(receipt(answer).shown());
        }
    }

    /** By the platform that the decision was answered to. */
    private void tells(JsonPath allow, String tool, Instant at) {
        organisation.told(ActionEvent.FAMILY, action(allow, tool, at), receipt(allow));
    }

    private static Receipt receipt(JsonPath answer) {
        return new Receipt(answer.getString("context.receipt"));
    }

    private boolean outcomeIsKnown(JsonPath allow) {
        var decision = new DecisionId(allow.getString("context.id"));
        return sessions.allowed().told(task.session(), Instant.now(), decision);
    }

    private ActionPlace place(long offset) {
        var key = task.session().value().getBytes(UTF_8);
        return new ActionPlace(
                BuiltInPartitioner.partitionForKey(
                        key, ActionEvent.FAMILY.topic().partitions()),
                offset);
    }

    @Test
    void while_the_risk_job_is_not_heard_of_nothing_is_sent_past_the_bound_and_reads_go_on() {
        aTaskOf("sales", "crm.read_contact", "email.send");
        assertThat(reason(asked("email.send"))).isEqualTo("allow");
        for (int partition = 0; partition < TopicCatalogue.RISK_SESSIONS.partitions(); partition++)
            organisation.owners.pause(TopicCatalogue.RISK_SESSIONS, partition);
        try {
            ShiftedClock.ahead(Duration.ofSeconds(40)); // all others are heard of again in a second
            await().atMost(SOON).until(() -> reason(asked("crm.read_contact")).equals("allow"));
            assertThat(reason(asked("email.send"))).isEqualTo("stale_risk");
            assertThat(reason(asked("crm.read_contact"))).isEqualTo("allow");
            organisation.owners.resume();
            await().atMost(SOON).until(() -> reason(asked("email.send")).equals("allow"));
        } finally {
            organisation.owners.resume();
            ShiftedClock.ahead(Duration.ZERO);
        }
    }

    @Test
    void padding_hides_no_decision_from_the_record_nor_from_its_session() {
        aTaskOf("sales", "crm.read_contact", "web.browse", "email.send");
        var padding = "😀".repeat(30_000);
        for (var read : List.of("crm.read_contact", "web.browse")) {
            var allow = body(posted("/access/v1/evaluation", question(read, '"' + padding + '"')));
            assertThat(reason(allow)).isEqualTo("allow");
            assertThat(onRecord(allow).getString("arguments.given")).isEqualTo(padding);
        }
        assertThat(asked("email.send").getList("context.policies")).contains("session-no-sending-before-judgement");
    }

    @Test
    void what_no_reader_could_take_the_record_of_is_not_allowed_alone_or_among_others() {
        aTaskOf("sales", "crm.read_contact");
        var number = "1" + "2".repeat(993) + "e-1999"; // where it is written again it has a point, too
        var question = question("crm.read_contact", number);
        var one = body(posted("/access/v1/evaluation", question));
        assertThat(reason(one)).isEqualTo("unrecordable");
        var items = question.substring(0, question.length() - 1) + ",\"evaluations\":[{},"
                + question("crm.read_contact", "5") + ",{}]}";
        assertThat(body(posted("/access/v1/evaluations", items)).getList("evaluations.context.reason"))
                .containsExactly("unrecordable", null, "unrecordable");
        var denial = onRecord(one);
        assertThat(denial.getString("reason")).isEqualTo("unrecordable");
        assertThat(denial.getString("session")).isEqualTo(task.session().value());
        assertThat(denial.getString("omitted.digest")).startsWith("sha256:");
        assertThat(reason(asked("crm.read_contact"))).isEqualTo("allow");
    }

    private String question(String tool, String given) {
        return """
                {"subject":{"type":"agent","id":"%s"},"action":{"name":"call"},"resource":{"type":"tool","id":"%s"},
                 "context":{"delegation_id":"%s","arguments":{"given":%s}}}""".formatted(agent, tool, task.delegation(), given);
    }

    private static Response posted(String path, String json) {
        return given().auth()
                .oauth2(gateway)
                .contentType("application/json")
                .body(json.getBytes(UTF_8))
                .post(path);
    }

    private static JsonPath onRecord(JsonPath answer) {
        var id = answer.getString("context.id");
        var reader = organisation.tokens.of("reader", "decisions:read");
        await().atMost(SOON)
                .untilAsserted(() -> given().auth()
                        .oauth2(reader)
                        .get("/decisions/" + id)
                        .then()
                        .statusCode(200));
        return given().auth().oauth2(reader).get("/decisions/" + id).jsonPath();
    }

    private void aTaskOf(String role, String... tools) {
        var person = organisation.person(role);
        agent = organisation.agent(person);
        task = organisation.delegation(person, agent, tools);
        // Asks for something that the task doesn't name, so that it doesn't count.
        await().atMost(SOON)
                .until(() ->
                        reason(asked(tools[0].equals(PAY) ? "web.browse" : PAY)).equals("outside_scope"));
    }

    private JsonPath asked(String tool) {
        return body(ask(gateway, call(tool, Map.of())));
    }

    private Map<String, Object> call(String tool, Map<String, Object> arguments) {
        return Map.of(
                "subject", Map.of("type", "agent", "id", agent.value()),
                "action", Map.of("name", "call"),
                "resource", Map.of("type", "tool", "id", tool),
                "context", Map.of("delegation_id", task.delegation().value(), "arguments", arguments));
    }

    private Decided byAnotherReplica() {
        return DecidedBuilder.of(DecisionId.next(), Instant.now(), "agent/" + agent, "call", "tool/" + PAY)
                .session(task.session())
                .identity(agent)
                .chain(List.of(agent))
                .delegation(task.delegation())
                .arguments(Map.of("amount", 500))
                .allowed()
                .policies("test", 1)
                .caller("test")
                .build();
    }

    private ActionEvent action(JsonPath allow, String tool, Instant at) {
        return new ActionEvent.ToolCalled(
                task.session(),
                agent,
                task.delegation(),
                new DecisionId(allow.getString("context.id")),
                tool,
                Map.of(),
                at,
                ToolResult.succeeded(10),
                List.of());
    }

    private SessionRisk risk(Instant at) {
        return new SessionRisk(
                task.session(),
                1,
                false,
                SessionRisk.Level.NONE,
                List.of(),
                Set.of(ToolLabel.PRIVATE, ToolLabel.UNTRUSTED),
                2,
                1,
                1,
                false,
                List.of(),
                List.of(),
                null,
                Set.of(),
                null,
                at);
    }
}
