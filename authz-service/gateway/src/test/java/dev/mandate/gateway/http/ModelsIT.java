package dev.mandate.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mandate.authz.organisation.Approver;
import dev.mandate.authz.organisation.Organisation;
import dev.mandate.authz.organisation.ToldActions;
import dev.mandate.embedded.PlatformTestResource;
import dev.mandate.events.actions.TokenUsage;
import dev.mandate.events.actions.ToolIntention;
import dev.mandate.events.actions.ToolResult.Status;
import dev.mandate.events.identity.Constraint;
import dev.mandate.events.identity.Constraint.Operator;
import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.identity.ToolScope;
import dev.mandate.events.ids.IdentityId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Agents and providers of models with the gateway in between, on a real broker. */
@QuarkusTest
@QuarkusTestResource(value = PlatformTestResource.class, initArgs = @ResourceArg(name = "service", value = "gateway"))
@QuarkusTestResource(FakeServers.class)
class ModelsIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    private static Organisation organisation;
    private static IdentityId ada;
    private static int port;
    private static ToldActions actions;
    private static FakeModels provider;

    private IdentityId agent;
    private DelegationState delegation;

    @BeforeAll
    static void publish_an_organisation_and_its_models() {
        port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
        organisation = new Organisation();
        actions = new ToldActions();
        provider = new FakeModels(FakeServers.models());
        ada = organisation.person("sales");
        organisation.model("embed-small", "general");
        for (var bad : FakeServers.BAD) organisation.model("model-" + bad, "general");
    }

    @BeforeEach
    void a_task() {
        agent = organisation.agent(ada);
        delegation = organisation.delegation(ada, agent, "crm.read_contact");
        await().atMost(Duration.ofSeconds(60)).until(() -> client().models().contains("model-slow"));
    }

    @AfterAll
    static void close() {
        organisation.close();
        actions.close();
        provider.close();
    }

    @Test
    void who_shows_no_token_or_one_that_doesnt_count_here_learns_nothing() {
        for (var name : List.of("openai", "not-there", ""))
            for (var token : new String[] {null, "sk-something"}) {
                var refused = new ModelClient(port, name, token).chat("general-small");
                assertThat(refused.status()).isEqualTo(401);
                assertThat(refused.header("WWW-Authenticate")).contains("scope=\"tools:call\"");
                assertThat(refused.json().at("/error/type").asText()).isEqualTo("authentication_error");
            }
        var lesser = organisation.tokens.calling(ada.value(), delegation, "mandate-gateway", "decisions:evaluate");
        assertThat(new ModelClient(port, "openai", lesser).chat("general-small").code())
                .isEqualTo("insufficient_scope");
        var bound = organisation.tokens.callingBoundTo("a-key-of-hers", ada.value(), delegation);
        assertThat(new ModelClient(port, "openai", bound).chat("general-small").status())
                .as("bound to a key, without a proof")
                .isEqualTo(401);
        assertThat(client().post("chat/completions", "{}", Map.of("x-api-key", "another"))
                        .status())
                .as("two keys that differ")
                .isEqualTo(401);
        assertThat(client().post("chat/completions", "{}", Map.of("Origin", "https://evil.example"))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void the_list_has_what_this_caller_may_use_and_the_rest_is_as_if_it_were_nowhere() {
        assertThat(client().models())
                .contains("general-small", "embed-small")
                .doesNotContain("frontier-large", "general-large");
        assertThat(new ModelClient(port, "", token()).models()).contains("general-small", "general-large");
        var engineer = organisation.person("engineering");
        var hers = new ModelClient(port, "openai", organisation.tokens.herself(engineer.value()));
        await().atMost(SOON).until(() -> hers.models().contains("frontier-large"));
        var before = provider.asked("up-frontier");
        for (var model : List.of(
                "frontier-large",
                "nowhere",
                "General-small",
                "up-small",
                "general-small ",
                "generаl-small",
                "general-large"))
            assertThat(client().chat(model))
                    .satisfies(refused -> assertThat(refused.status()).as(model).isEqualTo(404))
                    .satisfies(refused -> assertThat(refused.message())
                            .isEqualTo("There is no model " + model + " that you could use here"));
        assertThat(provider.asked("up-frontier")).isEqualTo(before);
        assertThat(hers.chat("frontier-large").status()).isEqualTo(200);
    }

    @Test
    void an_allowed_use_gets_to_the_provider_with_the_gateways_own_key_and_is_told_with_what_it_took() {
        var answer = client().chat("general-small");
        assertThat(answer.json().at("/choices/0/message/content").asText()).isEqualTo("hello");
        assertThat(answer.header("x-request-id")).startsWith("dec_");
        var got = provider.last("up-small");
        assertThat(got.header("authorization")).isEqualTo("Bearer " + FakeServers.MODEL_KEY);
        assertThat(got.headers().toString() + got.body()).doesNotContain(token().substring(0, 20), agent.value());
        var told = actions.models(delegation.session());
        assertThat(told).hasSize(1);
        assertThat(told.get(0).decision().value()).isEqualTo(answer.header("x-request-id"));
        assertThat(told.get(0).agent()).isEqualTo(agent);
        assertThat(told.get(0).model()).isEqualTo("general-small");
        assertThat(told.get(0).usage()).isEqualTo(new TokenUsage(10, 5, null));
        assertThat(told.get(0).intentions()).extracting(ToolIntention::tool).containsExactly("send_mail");
        assertThat(actions.all(delegation.session())).isEmpty();
    }

    @Test
    void a_stream_comes_as_it_is_and_without_the_usage_that_nobody_asked_for() {
        var streamed = client().stream("general-small");
        assertThat(streamed.header("Content-Type")).isEqualTo("text/event-stream");
        assertThat(streamed.events()).hasSize(4).endsWith("[DONE]").noneMatch(event -> event.contains("usage"));
        assertThat(usage()).isEqualTo(new TokenUsage(10, 7, null));
        var asked = client().post(
                        "chat/completions",
                        "{'model':'general-small','messages':[],'stream':true,'stream_options':{'include_usage':true}}");
        assertThat(asked.events()).hasSize(5).anyMatch(event -> event.contains("total_tokens"));
    }

    @Test
    void the_other_interfaces_are_answered_likewise() {
        var message = anthropic().message("general-large", false);
        assertThat(message.json().at("/content/0/text").asText()).isEqualTo("hello");
        assertThat(message.header("request-id")).startsWith("dec_");
        assertThat(provider.last("up-large").header("x-api-key")).isEqualTo(FakeServers.MODEL_KEY);
        assertThat(provider.last("up-large").header("anthropic-version")).isEqualTo("2023-06-01");
        assertThat(usage()).isEqualTo(new TokenUsage(10, 5, null));
        assertThat(anthropic().message("general-large", true).body())
                .contains("event: message_start")
                .endsWith("event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");
        assertThat(usage()).isEqualTo(new TokenUsage(10, 7, null));
        assertThat(client().post("embeddings", "{'model':'embed-small','input':'x'}")
                        .json()
                        .at("/data/0/embedding/0")
                        .asDouble())
                .isEqualTo(0.5);
        assertThat(usage()).isEqualTo(new TokenUsage(3, 0, null));
        assertThat(client().post("responses", "{'model':'general-small','input':'x'}")
                        .status())
                .isEqualTo(200);
        assertThat(client().post("responses", "{'model':'general-small','input':'x','stream':true}")
                        .events())
                .hasSize(2);
        assertThat(usage()).isEqualTo(new TokenUsage(10, 7, null));
    }

    @Test
    void
            once_its_task_is_over_a_token_is_refused_as_any_that_has_expired_in_the_providers_own_shape_with_the_decision() {
        organisation.revoke(delegation);
        await().atMost(SOON).until(() -> client().chat("general-small").status() == 401);
        var before = provider.asked("up-small");
        var denied = client().chat("general-small");
        assertThat(denied.code()).isEqualTo("delegation_revoked");
        assertThat(denied.json().at("/error/type").asText()).isEqualTo("authentication_error");
        assertThat(denied.header("WWW-Authenticate")).contains("invalid_token").contains("has ended");
        assertThat(denied.message()).contains("Decision " + denied.header("x-request-id"));
        assertThat(denied.json().at("/error/decision/remedies/0/kind").asText()).isEqualTo("new_delegation");
        var other = anthropic().message("general-large", false);
        assertThat(other.status()).isEqualTo(401);
        assertThat(other.json().path("type").asText()).isEqualTo("error");
        assertThat(other.json().at("/error/type").asText()).isEqualTo("authentication_error");
        assertThat(client().chat("frontier-large").status())
                .as("of which it may not know")
                .isEqualTo(404);
        assertThat(client().get("models").status()).isEqualTo(401);
        assertThat(provider.asked("up-small")).isEqualTo(before);
    }

    @Test
    void a_delegation_that_names_models_lets_no_others_be_used_and_no_more_than_its_budget() {
        delegation = organisation.limited(
                "example",
                ada,
                agent,
                List.of(
                        new ToolScope("model:general-small", List.of(most("tokens", 20))),
                        new ToolScope("model:model-silent-usage", List.of(most("tokens", 20))),
                        new ToolScope("model:embed-small", List.of(most("calls", 1)))));
        await().atMost(SOON)
                .until(() -> client().models().equals(List.of("embed-small", "general-small", "model-silent-usage")));
        assertThat(client().chat("model-bad").status()).isEqualTo(404);
        assertThat(client().chat("general-small").status()).as("15 of 20").isEqualTo(200);
        assertThat(client().chat("general-small").status()).as("30 of 20").isEqualTo(200);
        var spent = client().chat("general-small");
        assertThat(spent.status()).isEqualTo(403);
        assertThat(spent.code()).isEqualTo("budget_exhausted");
        assertThat(client().chat("model-silent-usage").status()).isEqualTo(200);
        assertThat(client().chat("model-silent-usage").code())
                .as("what nobody counted counts as much as it can have been")
                .isEqualTo("budget_exhausted");
        assertThat(client().post("embeddings", "{'model':'embed-small','input':'x'}")
                        .status())
                .isEqualTo(200);
        assertThat(client().post("embeddings", "{'model':'embed-small','input':'x'}")
                        .code())
                .isEqualTo("budget_exhausted");
    }

    @ParameterizedTest
    @CsvSource({
        "slow, 502, true",
        "huge, 502, true",
        "broken, 502, true",
        "lost, 502, true",
        "refuses, 502, false",
        "leaks, 502, false",
        "away, 502, false",
        "bad, 400, false",
        "busy, 429, false"
    })
    void a_provider_that_misbehaves_harms_its_own_call_alone(String how, int status, boolean mayHaveAnswered) {
        var answer = client().chat("model-" + how);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).doesNotContain(FakeServers.MODEL_KEY, "127.0.0.1:1");
        assertThat(answer.message()).isNotBlank();
        if (how.equals("busy")) assertThat(answer.header("Retry-After")).isEqualTo("7");
        var told = actions.models(delegation.session());
        assertThat(told).hasSize(1).allMatch(one -> one.status() == Status.FAILED);
        var longerNameHere = "model-".length() - "up-".length();
        var most = provider.last("up-" + how).body().length() + longerNameHere + ModelClient.MOST_OUTPUT;
        assertThat(told.get(0).usage().total()).isEqualTo(mayHaveAnswered ? most : 0);
        assertThat(client().chat("general-small").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cut", "endless"})
    void a_stream_that_breaks_off_or_never_ends_says_so_at_its_end(String how) {
        var answer = client().stream("model-" + how);
        assertThat(answer.events().get(answer.events().size() - 1)).contains("provider_failed", "Decision dec_");
        var told = actions.models(delegation.session());
        assertThat(told)
                .hasSize(1)
                .allMatch(one -> one.status() == Status.FAILED && one.usage().atMost());
    }

    @Test
    void a_client_that_goes_away_ends_its_own_request_to_the_provider_and_no_other() {
        var others = organisation.delegation(ada, agent, "crm.read_contact");
        var other = new ModelClient(port, "openai", organisation.tokens.calling(ada.value(), others));
        await().atMost(SOON).until(() -> other.models().contains("model-ticks"));
        var ticking = "{'model':'model-ticks','messages':[]}";
        var before = provider.asked("up-ticks");
        var longer = other.begin("chat/completions", ticking);
        await().atMost(SOON).until(() -> provider.asked("up-ticks") == before + 1);
        var asked = client().begin("chat/completions", ticking);
        await().atMost(SOON).until(() -> provider.asked("up-ticks") == before + 2);
        var given = provider.givenUp.get();
        asked.cancel(true);
        await().atMost(SOON).until(() -> actions.models(delegation.session()).size() == 1);
        await().atMost(SOON).until(() -> provider.givenUp.get() == given + 1);
        assertThat(actions.models(others.session())).isEmpty();
        longer.cancel(true);
        await().atMost(SOON).until(() -> actions.models(others.session()).size() == 1);
    }

    @Test
    void an_error_at_the_end_of_a_stream_is_passed_on_and_no_answer_that_was_counted() {
        var answer = client().stream("model-errs");
        assertThat(answer.events()).hasSize(2).anyMatch(event -> event.contains("overloaded"));
        var told = actions.models(delegation.session());
        assertThat(told).hasSize(1).allMatch(one -> one.status() == Status.FAILED);
        assertThat(told.get(0).usage()).isEqualTo(new TokenUsage(1, ModelClient.MOST_OUTPUT, true));
    }

    @Test
    void of_what_a_provider_fetches_as_much_counts_as_the_model_can_read() {
        var answer = client().post(
                        "chat/completions",
                        "{'model':'model-broken','max_tokens':50,'messages':[{'role':'user','content':[{'type':'image_url','image_url':{'url':'https://pictures.example/1'}}]}]}");
        assertThat(answer.status()).isEqualTo(502);
        assertThat(usage()).isEqualTo(new TokenUsage(1_000_000, 50, true));
    }

    @Test
    void one_callers_long_answers_at_once_leave_room_for_others_and_give_theirs_back() {
        var embeddings = "{'model':'model-wide','input':'x'}";
        var asked = Stream.generate(() -> client().begin("embeddings", embeddings))
                .limit(4)
                .toList();
        await().atMost(SOON)
                .until(() -> asked.stream().filter(CompletableFuture::isDone).count() >= 3);
        for (var one : asked)
            if (one.isDone()) {
                assertThat(one.join().statusCode()).isEqualTo(429);
                assertThat(one.join().body()).contains("too_many", "no room here for its answer");
            }
        await("beside one that is held there is room for others")
                .atMost(SOON)
                .until(() -> anthropic().message("general-large", false).status() == 200);
        provider.wideEnds = true;
        await().atMost(SOON).until(() -> asked.stream().allMatch(CompletableFuture::isDone));
        await("once it was read")
                .atMost(SOON)
                .until(() -> client().post("embeddings", embeddings).status() == 200);
        assertThat(usage()).isEqualTo(new TokenUsage(3, 0, null));
    }

    @Test
    void what_is_no_plain_request_is_refused() {
        var chat = "chat/completions";
        assertThat(client().post(chat, "{'model':'general-small','Model':'frontier-large'}")
                        .status())
                .isEqualTo(400);
        assertThat(client().post(chat, "{'model':['general-small']}").status()).isEqualTo(400);
        assertThat(client().chunked(chat, "{'model':'general-small'}").status()).isEqualTo(411);
        assertThat(client().post(chat, "{'model':'general-small','x':'" + "x".repeat(1_100_000) + "'}")
                        .status())
                .isEqualTo(413);
        assertThat(client().post(chat, "{'model':'general-small'}", Map.of("Content-Type", "text/plain"))
                        .status())
                .isEqualTo(415);
        assertThat(client().post(chat, "{'model':'general-small'}", Map.of("Content-Encoding", "gzip"))
                        .status())
                .isEqualTo(415);
        for (var path : List.of(
                "completions",
                "chat/completions/",
                "files",
                "models",
                "chat/../files",
                "images/generations",
                "assistants"))
            assertThat(client().post(path, "{'model':'general-small'}").status())
                    .as(path)
                    .isEqualTo(404);
        assertThat(client().post("messages", "{'model':'general-large'}").status())
                .as("of a provider with another interface")
                .isEqualTo(404);
        var reaching = client().post(
                        "responses",
                        "{'model':'general-small','input':'x','tools':[{'type':'mcp','server_url':'https://evil.example'}]}");
        assertThat(reaching.status()).isEqualTo(400);
        assertThat(reaching.message()).contains("passes on no “mcp”");
        var unknown = client().post(chat, "{'model':'general-small','messages':[],'connectors':[{'id':'mail'}]}");
        assertThat(unknown.status()).isEqualTo(400);
        assertThat(unknown.code()).isEqualTo("not_passed_on");
        assertThat(unknown.message()).contains("doesn't know “connectors”", "passes of openai");
        assertThat(client().post(chat, "{'model':'nowhere','messages':[],'connectors':[]}")
                        .status())
                .as("of a model that he may not know of nothing is told")
                .isEqualTo(404);
        assertThat(client().post(chat, "{'model':'general-small','messages':[],'top_k':3}")
                        .status())
                .as("which its operator lets pass")
                .isEqualTo(200);
        assertThat(client().post(
                                "responses",
                                "{'model':'general-small','input':'x','tools':[{'type':'code_interpreter'}]}")
                        .status())
                .as("which its operator allows")
                .isEqualTo(200);
        assertThat(anthropic()
                        .post(
                                "messages",
                                "{'model':'general-large','max_tokens':5,'messages':[]}",
                                Map.of("anthropic-beta", "mcp-client-2025-04-04"))
                        .status())
                .isEqualTo(400);
    }

    private static Constraint most(String what, int most) {
        return new Constraint(what, Operator.AT_MOST, List.of(Integer.toString(most)));
    }

    /** Of the last use that is told of the task. */
    private TokenUsage usage() {
        var all = actions.models(delegation.session());
        return all.get(all.size() - 1).usage();
    }

    @Test
    void from_where_a_use_comes_is_established_whichever_header_has_the_key() {
        var key = token();
        var body = "{'model':'general-small','messages':[],'max_tokens':5}";
        try (var records = new Approver(organisation, InstantSource.system())) {
            for (var shown : List.of("Authorization", "x-api-key")) {
                var header = Map.of(shown, shown.equals("x-api-key") ? key : "Bearer " + key);
                assertThat(from(records, new ModelClient(port, "openai", null).post("chat/completions", body, header)))
                        .isEqualTo("127.0.0.1");
                var forwarded = new HashMap<>(header);
                forwarded.put("X-Forwarded-For", "10.0.0.1, 203.0.113.7");
                assertThat(from(
                                records,
                                new ModelClient(port, "openai", null).post("chat/completions", body, forwarded)))
                        .as(shown)
                        .isEqualTo("203.0.113.7");
            }
        }
    }

    private static String from(Approver records, ModelClient.Answer answer) {
        var established = records.record(answer.header("x-request-id")).established();
        return established.address().toString();
    }

    private String token() {
        return organisation.tokens.calling(ada.value(), delegation);
    }

    private ModelClient client() {
        return new ModelClient(port, "openai", token());
    }

    private ModelClient anthropic() {
        return new ModelClient(port, "anthropic", token());
    }
}
