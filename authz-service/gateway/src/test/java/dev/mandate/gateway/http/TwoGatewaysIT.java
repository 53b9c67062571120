package dev.mandate.gateway.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mandate.authz.organisation.Approver;
import dev.mandate.authz.organisation.Organisation;
import dev.mandate.authz.organisation.ToldActions;
import dev.mandate.embedded.ChildJvm;
import dev.mandate.embedded.Platform;
import dev.mandate.embedded.PlatformTestResource;
import dev.mandate.embedded.ServiceReplica;
import dev.mandate.events.actions.ToolResult.Status;
import dev.mandate.events.identity.Constraint;
import dev.mandate.events.identity.Constraint.Operator;
import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.identity.ToolScope;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.gateway.http.McpClient.Answer;
import io.envoyproxy.envoy.service.auth.v3.CheckResponse;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** One task by two gateways, this one and a packaged one, that know of each other by records alone. */
@QuarkusTest
@QuarkusTestResource(value = PlatformTestResource.class, initArgs = @ResourceArg(name = "service", value = "gateway"))
@QuarkusTestResource(FakeServers.class)
@TestMethodOrder(OrderAnnotation.class)
class TwoGatewaysIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int ROUNDS = 8;
    private static final String MAIL = "{'to':'bo@partner.example'}";
    private static final int CALLERS = 4;
    private static final List<String> JVM = ChildJvm.shortLived("-Xmx224m", "-XX:+UseSerialGC");

    private static Organisation organisation;
    private static Approver approver;
    private static FakeServer sessions;
    private static FakeServer stateless;
    private static final Map<String, Runnable> held = new ConcurrentHashMap<>();
    private static volatile Runnable whileItIsAsked = () -> {};
    private static FakeModels provider;
    private static ServiceReplica other;
    private static List<Integer> both;
    private static int here;
    private static int there;

    @BeforeAll
    static void another_gateway_before_the_same_servers() throws Exception {
        here = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
        other = ServiceReplica.start(
                "gateway",
                Path.of(""),
                Platform.shared(),
                JVM,
                settings(),
                Files.createTempDirectory("gateway").resolve("other.log"));
        there = other.uri().getPort();
        both = List.of(here, there);
        organisation = new Organisation();
        approver = new Approver(organisation, InstantSource.system());
        organisation.tool("crm.read", "crm", ToolLabel.PRIVATE);
        organisation.tool("crm.post", "mail", ToolLabel.EGRESS);
        organisation.tool("web.mail", "mail", ToolLabel.EGRESS);
        organisation.tool("crm.wait", "crm", ToolLabel.PRIVATE);
        organisation.payment("crm.pay");
        organisation.model("embed-small", "general");
        sessions = new FakeServer(FakeServers.sessions(), false)
                .tool("read_contact", "Ada Abel")
                .tool("post", "posted")
                .tool("pay", "paid")
                .tool(
                        "wait",
                        (request, call) -> held.put(
                                call.at("/params/arguments/for").asText(),
                                () -> FakeServer.answer(request, call, FakeServer.text("waited"))));
        stateless = new FakeServer(FakeServers.stateless(), true)
                .tool("browse", (request, call) -> {
                    whileItIsAsked.run();
                    FakeServer.answer(request, call, FakeServer.text("a page"));
                })
                .tool("mail", "sent");
        provider = new FakeModels(FakeServers.models());
        for (var server : List.of("crm", "web")) Acceptance.accept(here, organisation, server);
        other.awaitReady(Duration.ofMinutes(2));
    }

    /** It has all the time that it needs on a busy machine. */
    private static Map<String, String> settings() {
        var settings = new HashMap<>(Map.of("mandate.drain.patience", "60s", "quarkus.shutdown.timeout", "60s"));
        for (var name : List.of(
                "mandate.mcp.servers",
                "mandate.mcp.tools-age",
                "mandate.models.providers",
                "mandate.envoy.enabled",
                "mandate.envoy.secret"))
            settings.put(name, ConfigProvider.getConfig().getValue(name, String.class));
        return settings;
    }

    @AfterAll
    static void close() {
        other.close();
        sessions.close();
        stateless.close();
        provider.close();
        approver.close();
        organisation.close();
    }

    @Test
    void what_was_read_through_one_stops_a_send_through_the_other_however_soon_it_comes() {
        var answers = new CopyOnWriteArrayList<String>();
        for (var round = 0; round < ROUNDS; round++) {
            var reads = both.get(round % 2);
            var sends = both.get(1 - round % 2);
            var task = task("example", "crm.read", "crm.post", "web.browse");
            known(task, "crm", "post");
            known(task, "web", "browse");
            assertThat(call(sends, task, "crm", "post", "{}").text())
                    .as("before")
                    .isEqualTo("posted");
            assertThat(call(reads, task, "crm", "read_contact", "{}").text()).isEqualTo("Ada Abel");
            whileItIsAsked =
                    () -> answers.add(call(sends, task, "crm", "post", "{}").text());
            assertThat(call(reads, task, "web", "browse", "{}").text()).isEqualTo("a page");
            whileItIsAsked = () -> {};
        }
        assertThat(answers)
                .hasSize(ROUNDS)
                .as("%d posted", answers.stream().filter("posted"::equals).count())
                .allMatch(answer -> answer.contains("read private data and what strangers may have written"));
        assertThat(sessions.calls("post")).isEqualTo(ROUNDS);
    }

    @Test
    void so_it_does_where_a_proxy_asks_one_about_the_reads_and_the_other_about_the_send() {
        try (var one = new Envoy(here);
                var another = new Envoy(there)) {
            for (var round = 0; round < ROUNDS; round++) {
                var reads = round % 2 == 0 ? one : another;
                var sends = round % 2 == 0 ? another : one;
                var task = task("example", "crm.read", "crm.post", "web.browse");
                known(task, "crm", "post");
                assertThat(passed(sends, task, "crm", "post")).as("before").isTrue();
                assertThat(passed(reads, task, "crm", "read")).isTrue();
                assertThat(passed(reads, task, "web", "browse")).isTrue();
                var denied = Envoy.body(check(sends, task, "crm", "post"));
                assertThat(denied.at("/result/content/0/text").asText())
                        .contains("read private data and what strangers may have written");
            }
        }
    }

    @Test
    void what_calls_come_to_together_is_one_sum_for_both_of_calls_at_once_as_well() throws Exception {
        var finn = organisation.person("finance");
        var task = organisation.delegation(finn, organisation.agent(finn), "crm.pay");
        known(task, "crm", "pay");
        var payments = new ArrayList<Callable<Answer>>();
        for (var each = 0; each < 8; each++)
            for (var gateway : both) payments.add(() -> call(gateway, task, "crm", "pay", "{'amount':400}"));
        var answers = atOnce(payments);
        // Of two that one gateway records in another order than it counted them each counts the other.
        assertThat(answers)
                .filteredOn(answer -> answer.text().equals("paid"))
                .as("an agent moves at most 2000 in a task")
                .hasSizeBetween(1, 5);
        assertThat(answers)
                .as("what was overtaken is decided anew, and the answer says what that means")
                .noneMatch(answer -> reason(answer).equals("session_unknown"));
        assertThat(sessions.calls("pay")).isBetween(1L, 5L);
    }

    @Test
    void a_persons_yes_is_used_once_by_whichever_of_them_is_asked() throws Exception {
        var person = organisation.person("sales");
        var task = organisation.wideTask(
                "find out what others say about us", person, organisation.agent(person), "web.browse", "web.mail");
        known(task, "web", "mail");
        assertThat(call(here, task, "web", "browse", "{}").text()).isEqualTo("a page");
        var held = call(here, task, "web", "mail", MAIL);
        assertThat(reason(held)).isEqualTo("approval_required");
        assertThat(reason(call(there, task, "web", "mail", MAIL))).isEqualTo("approval_required");
        var before = stateless.calls("mail");
        var record = approver.record(
                held.result().at("/_meta/dev.mandate~1decision/id").asText());
        approver.grants(record, task.delegator());
        var asked = new ArrayList<Callable<Answer>>();
        for (var each = 0; each < 4; each++)
            for (var gateway : both) asked.add(() -> call(gateway, task, "web", "mail", MAIL));
        await("one of them has heard the yes").atMost(SOON).until(() -> {
            for (var answer : atOnce(asked)) if (answer.text().equals("sent")) return true;
            return false;
        });
        assertThat(stateless.calls("mail")).isEqualTo(before + 1);
        for (var gateway : both) {
            assertThat(call(gateway, task, "web", "mail", MAIL)).as("once").matches(Answer::isError);
            var another = call(gateway, task, "web", "mail", "{'to':'eve@partner.example'}");
            assertThat(another).matches(Answer::isError);
        }
        assertThat(stateless.calls("mail")).isEqualTo(before + 1);
    }

    @Test
    void a_delegations_budget_is_one_for_both_of_uses_at_once_as_well() throws Exception {
        var ada = organisation.person("sales");
        var task = organisation.limited(
                "example",
                ada,
                organisation.agent(ada),
                List.of(
                        new ToolScope("model:embed-small", List.of(most("calls", 5))),
                        new ToolScope("model:general-small", List.of(most("tokens", 20)))));
        for (var gateway : both)
            await().atMost(SOON)
                    .until(() -> models(gateway, task).models().equals(List.of("embed-small", "general-small")));
        var embeddings = new ArrayList<Callable<ModelClient.Answer>>();
        for (var each = 0; each < 8; each++)
            for (var gateway : both)
                embeddings.add(() -> models(gateway, task).post("embeddings", "{'model':'embed-small','input':'x'}"));
        var answers = atOnce(embeddings);
        assertThat(answers.stream().filter(answer -> answer.status() == 200)).hasSize(5);
        assertThat(answers.stream().filter(answer -> answer.status() != 200))
                .allMatch(answer -> answer.code().equals("budget_exhausted"));
        assertThat(models(here, task).chat("general-small").status())
                .as("15 of 20")
                .isEqualTo(200);
        await("the other knows how few they were")
                .atMost(SOON)
                .until(() -> models(there, task).chat("general-small").status() == 200);
        assertThat(models(here, task).chat("general-small").code())
                .as("30 of 20")
                .isEqualTo("budget_exhausted");
    }

    @Test
    void a_session_begun_at_one_is_unknown_at_the_other_where_the_client_begins_another() {
        var task = task("example", "crm.read");
        known(task, "crm", "read_contact");
        var mine = client(here, task, "crm").initialized();
        assertThat(mine.call("read_contact", "{}").text()).isEqualTo("Ada Abel");
        var moved = client(there, task, "crm");
        moved.in(mine.session());
        assertThat(moved.call("read_contact", "{}").status())
                .as("by which the protocol has it begin anew")
                .isEqualTo(404);
        moved.in(null);
        assertThat(moved.initialized().call("read_contact", "{}").text()).isEqualTo("Ada Abel");
        assertThat(mine.call("read_contact", "{}").text()).isEqualTo("Ada Abel");
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void one_that_is_asked_to_end_answers_and_tells_of_each_call_that_it_makes_and_refuses_every_other()
            throws Exception {
        var waits = task("example", "crm.wait");
        var leaves = task("example", "crm.wait");
        var callers = Stream.generate(() -> task("example", "web.browse"))
                .limit(CALLERS)
                .toList();
        for (var task : List.of(waits, leaves)) known(task, "crm", "wait");
        for (var task : callers) known(task, "web", "browse");
        var before = stateless.calls("browse");
        var leaver = client(there, leaves, "crm").initialized();
        try (var told = new ToldActions();
                var kept = new KeptCallers(
                        callers.stream().map(task -> client(there, task, "web")).toList())) {
            var left = leaver.asked("tools/call", "{'name':'wait','arguments':{'for':'nobody'}}");
            var answer = CompletableFuture.supplyAsync(
                    () -> client(there, waits, "crm").initialized().call("wait", "{'for':'somebody'}"));
            await("two calls are under way, and others are made")
                    .atMost(SOON)
                    .until(() -> held.size() == 2 && kept.answered() > 10 * CALLERS);
            left.cancel(true);

            other.jvm().end();
            await("whoever comes now is refused").atMost(SOON).until(() -> kept.refused() > CALLERS);
            try (var proxy = new Envoy(there)) {
                assertThatThrownBy(() -> passed(proxy, waits, "crm", "wait")).hasMessageStartingWith("UNAVAILABLE");
            }
            given().get(other.metrics().resolve("/q/health/ready")).then().statusCode(503);
            held.get("somebody").run();
            assertThat(answer.get(30, TimeUnit.SECONDS).text()).isEqualTo("waited");
            var refused = kept.refused();
            await("a call of which nobody awaits the answer is finished too")
                    .atMost(SOON)
                    .until(() -> kept.refused() > refused + 10 * CALLERS);
            held.get("nobody").run();
            await("it is gone").atMost(SOON).until(() -> !other.jvm().isAlive() && kept.over());

            assertThat(kept.others()).isEmpty();
            assertThat(kept.answered()).as("answered, of those made").isEqualTo(stateless.calls("browse") - before);
            assertThat(callers.stream()
                            .mapToInt(task -> told.all(task.session()).size())
                            .sum())
                    .as("told, of those made")
                    .isEqualTo((int) kept.answered());
            for (var task : List.of(waits, leaves))
                assertThat(told.all(task.session()))
                        .singleElement()
                        .satisfies(call -> assertThat(call.result().status()).isEqualTo(Status.SUCCEEDED));
        }
    }

    /** Of somebody who has done nothing yet. */
    private static DelegationState task(String words, String... tools) {
        var person = organisation.person("sales");
        return organisation.task(words, person, organisation.agent(person), tools);
    }

    private static void known(DelegationState task, String server, String tool) {
        for (var gateway : both)
            await("both know the task")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> client(gateway, task, server)
                            .askStateless("tools/list", "{}", null)
                            .result()
                            .path("tools")
                            .findValuesAsText("name")
                            .contains(tool));
    }

    private static <T> List<T> atOnce(List<Callable<T>> questions) throws Exception {
        var asking = Executors.newFixedThreadPool(questions.size());
        try {
            var answers = new ArrayList<T>();
            for (var answer : asking.invokeAll(questions)) answers.add(answer.get());
            return answers;
        } finally {
            asking.shutdownNow();
        }
    }

    private static Constraint most(String what, int most) {
        return new Constraint(what, Operator.AT_MOST, List.of(Integer.toString(most)));
    }

    private static String reason(Answer answer) {
        return answer.result().at("/_meta/dev.mandate~1decision/reason").asText();
    }

    private static Answer call(int gateway, DelegationState task, String server, String tool, String arguments) {
        return client(gateway, task, server)
                .askStateless("tools/call", "{'name':'" + tool + "','arguments':" + arguments + "}", tool);
    }

    private static boolean passed(Envoy proxy, DelegationState task, String server, String tool) {
        return Envoy.passed(check(proxy, task, server, tool));
    }

    private static CheckResponse check(Envoy proxy, DelegationState task, String server, String tool) {
        var token = organisation.tokens.calling(task.delegator().value(), task);
        var call = Envoy.message("tools/call", "{'name':'" + tool + "','arguments':{}}");
        return proxy.check(Envoy.request("POST", token, call, Map.of()), server);
    }

    private static McpClient client(int gateway, DelegationState task, String server) {
        return new McpClient(
                gateway, server, organisation.tokens.calling(task.delegator().value(), task));
    }

    private static ModelClient models(int gateway, DelegationState task) {
        return new ModelClient(
                gateway, "openai", organisation.tokens.calling(task.delegator().value(), task));
    }
}
