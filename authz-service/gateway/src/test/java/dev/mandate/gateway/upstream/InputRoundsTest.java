package dev.mandate.gateway.upstream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.gateway.jsonrpc.JsonRpcAnswer;
import dev.mandate.gateway.jsonrpc.JsonRpcError;
import dev.mandate.gateway.jsonrpc.ServerJson;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InputRoundsTest {
    private static final String FORM = "{'method':'elicitation/create','params':{'message':'Which?'}}";
    private static final Instant BEFORE = Instant.EPOCH;

    @Test
    void the_same_request_is_made_again_with_what_was_answered_and_the_servers_own_state() throws IOException {
        var next = next("{'inputRequests':{'a':" + FORM + "},'requestState':'s'}", answers("{'action':'accept'}"));
        assertThat(next.params())
                .isEqualTo(json("{'name':'pay','inputResponses':{'a':{'action':'accept'}},'requestState':'s'}"));
        assertThat(next.repeatable()).as("it goes on with something").isFalse();
        assertThat(next.before()).as("while the decision holds").isEqualTo(BEFORE);
        assertThat(next("{'inputRequests':{'a':" + FORM + "}}", answers("{}"))
                        .params()
                        .has("requestState"))
                .isFalse();
    }

    @Test
    void a_form_that_is_not_shown_is_one_that_was_put_away_and_a_model_that_is_not_asked_fails_the_call()
            throws IOException {
        assertThat(next("{'inputRequests':{'a':" + FORM + "}}", Listener.NOBODY)
                        .params()
                        .at("/inputResponses/a/action")
                        .asText())
                .isEqualTo("cancel");
        fails("{'inputRequests':{'a':{'method':'sampling/createMessage','params':{}}}}");
    }

    @Test
    void once_one_is_refused_the_call_has_failed_and_waits_for_no_form() throws IOException {
        var model = "{'method':'sampling/createMessage','params':{}}";
        var form = new CompletableFuture<JsonRpcAnswer>();
        var refused = JsonRpcAnswer.error(JsonRpcError.NOT_ANSWERED, "no");
        var client = asked((method, params) -> method.equals("elicitation/create") ? form : done(refused));
        assertThat(answered("{'inputRequests':{'a':" + FORM + ",'b':" + model + "}}", client))
                .isCompletedExceptionally();
        assertThat(form).as("whose call ends, ends it").isNotDone();
    }

    @Test
    void nobody_is_asked_anything_beside_what_nobody_answers() throws IOException {
        var put = new ArrayList<String>();
        var client = asked((method, params) -> {
            put.add(method);
            return new CompletableFuture<>();
        });
        assertThat(answered("{'inputRequests':{'a':" + FORM + ",'b':{'method':'roots/list'}}}", client))
                .isCompletedExceptionally();
        assertThat(put).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'requestState':'s'}",
                "{'inputRequests':{}}",
                "{'inputRequests':[]}",
                "{'inputRequests':{'a':1}}",
                "{'inputRequests':{'a':{'method':'roots/list'}}}",
                "{'inputRequests':{'a':{'method':'tools/call'}}}"
            })
    void what_nobody_answers_fails_the_call(String result) throws IOException {
        fails(result);
    }

    @Test
    void so_does_what_is_too_much() throws IOException {
        var many = IntStream.range(0, 9).mapToObj(i -> "'" + i + "':" + FORM).collect(Collectors.joining(","));
        fails("{'inputRequests':{" + many + "}}");
        fails("{'inputRequests':{'a':" + FORM + "},'requestState':'" + "s".repeat(17_000) + "'}");
        fails("{'inputRequests':{'" + "k".repeat(129) + "':" + FORM + "}}");
    }

    private static void fails(String result) {
        assertThatThrownBy(() -> next(result, Listener.NOBODY))
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        UpstreamFailure.class, it -> assertThat(it.sent()).isTrue());
    }

    private static UpstreamRequest next(String result, Listener client) throws IOException {
        return answered(result, client).join();
    }

    private static CompletableFuture<UpstreamRequest> answered(String result, Listener client) throws IOException {
        var asked = new UpstreamRequest("task", "tools/call", json("{'name':'pay'}"), true, BEFORE);
        return InputRounds.answered(asked, json(result), client);
    }

    private static Listener answers(String result) throws IOException {
        var answer = JsonRpcAnswer.of(json(result));
        return asked((method, params) -> done(answer));
    }

    private static <T> CompletableFuture<T> done(T value) {
        return CompletableFuture.completedFuture(value);
    }

    private static Listener asked(BiFunction<String, ObjectNode, CompletableFuture<JsonRpcAnswer>> asking) {
        return new Listener() {
            @Override
            public boolean wantsProgress() {
                return false;
            }

            @Override
            public Optional<ObjectNode> hear(ObjectNode notification) {
                return Optional.empty();
            }

            @Override
            public CompletableFuture<JsonRpcAnswer> ask(String method, ObjectNode params) {
                return asking.apply(method, params);
            }
        };
    }

    private static ObjectNode json(String text) throws IOException {
        return ServerJson.read(text.replace('\'', '"').getBytes(UTF_8));
    }
}
