package dev.mandate.gateway.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A provider of both interfaces; what it does depends on the model that it is asked for, by the provider's own name of it. */
final class FakeModels implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long PIECES = 100;
    private static final int WIDE = 700_000;

    final Queue<Got> got = new ConcurrentLinkedQueue<>();
    final AtomicInteger givenUp = new AtomicInteger();
    volatile boolean wideEnds;
    private final Vertx vertx = Vertx.vertx();

    /** What somebody asked. */
    record Got(String path, Map<String, String> headers, String body, JsonNode message) {
        String header(String name) {
            return headers.get(name);
        }
    }

    FakeModels(int port) {
        vertx.createHttpServer()
                .requestHandler(request -> request.bodyHandler(body -> take(request, body)))
                .listen(port, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    long asked(String upstream) {
        return got.stream()
                .filter(one -> one.message().path("model").asText().equals(upstream))
                .count();
    }

    Got last(String upstream) {
        return got.stream()
                .filter(one -> one.message().path("model").asText().equals(upstream))
                .reduce((one, other) -> other)
                .orElseThrow();
    }

    private void take(HttpServerRequest request, Buffer body) {
        var headers = new LinkedHashMap<String, String>();
        request.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        var message = json(body.toString());
        got.add(new Got(request.uri(), headers, body.toString(), message));
        request.response().closeHandler(gone -> {
            if (!request.response().ended()) givenUp.incrementAndGet();
        });
        switch (message.path("model").asText()) {
            case "up-slow" ->
                request.response()
                        .setChunked(true)
                        .putHeader("Content-Type", "application/json")
                        .write(" ");
            case "up-huge" -> answer(request, 200, "{'x':'" + "y".repeat(3_000_000) + "'}");
            case "up-endless" -> endless(request);
            case "up-broken" -> answer(request, 200, "{'a':1,'a':2}");
            case "up-lost" -> request.connection().close();
            case "up-silent-usage" -> answer(request, 200, "{'choices':[],'object':'chat.completion'}");
            case "up-refuses" ->
                answer(request, 401, "{'error':{'message':'Incorrect key " + FakeServers.MODEL_KEY + "'}}");
            case "up-leaks" ->
                answer(request, 400, "{'error':{'message':'bad, with key " + FakeServers.MODEL_KEY + "'}}");
            case "up-bad" ->
                answer(request, 400, "{'error':{'message':'temperature is too high','type':'invalid_request_error'}}");
            case "up-busy" -> {
                request.response().putHeader("Retry-After", "7");
                answer(request, 429, "{'error':{'message':'slow down'}}");
            }
            case "up-away" -> {
                request.response().putHeader("Location", "http://127.0.0.1:1/");
                answer(request, 307, "{}");
            }
            case "up-ticks" -> {
                request.response().setChunked(true).putHeader("Content-Type", "application/json");
                vertx.setPeriodic(200, tick -> {
                    if (request.response().closed()) vertx.cancelTimer(tick);
                    else request.response().write(" ");
                });
            }
            case "up-wide" -> wide(request);
            case "up-errs" -> {
                begin(request);
                event(request, "{'choices':[],'usage':{'prompt_tokens':1,'completion_tokens':1}}");
                event(request, "{'error':{'message':'overloaded','type':'server_error'}}");
                request.response().end("data: [DONE]\n\n");
            }
            case "up-cut" -> {
                begin(request);
                event(request, "{'choices':[{'index':0,'delta':{'content':'half'}}]}");
                vertx.setTimer(50, late -> request.connection().close());
            }
            default -> good(request, message);
        }
    }

    private void good(HttpServerRequest request, JsonNode message) {
        var streams = message.path("stream").asBoolean();
        if (request.path().endsWith("/embeddings"))
            answer(
                    request,
                    200,
                    "{'object':'list','model':'up','data':[{'object':'embedding','index':0,'embedding':[0.5,0.25]}],'usage':{'prompt_tokens':3,'total_tokens':3}}");
        else if (request.path().endsWith("/messages")) messages(request, streams);
        else if (request.path().endsWith("/responses")) responses(request, streams);
        else chat(request, message, streams);
    }

    private static void chat(HttpServerRequest request, JsonNode message, boolean streams) {
        if (!streams) {
            answer(
                    request,
                    200,
                    "{'id':'chatcmpl-1','object':'chat.completion','created':1,'model':'up','choices':[{'index':0,'finish_reason':'tool_calls','message':{'role':'assistant','content':'hello','tool_calls':[{'id':'c1','type':'function','function':{'name':'send_mail','arguments':'{}'}}]}}],'usage':{'prompt_tokens':10,'completion_tokens':5,'total_tokens':15}}");
            return;
        }
        begin(request);
        var usage = message.at("/stream_options/include_usage").asBoolean();
        for (var text : List.of("hel", "lo"))
            event(
                    request,
                    "{'id':'chatcmpl-1','object':'chat.completion.chunk','created':1,'model':'up','choices':[{'index':0,'delta':{'content':'"
                            + text + "'},'finish_reason':null}]" + (usage ? ",'usage':null" : "") + "}");
        event(
                request,
                "{'id':'chatcmpl-1','object':'chat.completion.chunk','created':1,'model':'up','choices':[{'index':0,'delta':{},'finish_reason':'stop'}]"
                        + (usage ? ",'usage':null" : "") + "}");
        if (usage)
            event(
                    request,
                    "{'id':'chatcmpl-1','object':'chat.completion.chunk','created':1,'model':'up','choices':[],'usage':{'prompt_tokens':10,'completion_tokens':7,'total_tokens':17}}");
        request.response().end("data: [DONE]\n\n");
    }

    private static void messages(HttpServerRequest request, boolean streams) {
        if (!streams) {
            answer(
                    request,
                    200,
                    "{'id':'msg_1','type':'message','role':'assistant','model':'up','stop_reason':'tool_use','stop_sequence':null,'content':[{'type':'text','text':'hello'},{'type':'tool_use','id':'t1','name':'send_mail','input':{'to':'a'}}],'usage':{'input_tokens':10,'output_tokens':5}}");
            return;
        }
        begin(request);
        named(
                request,
                "message_start",
                "{'type':'message_start','message':{'id':'msg_1','type':'message','role':'assistant','model':'up','content':[],'stop_reason':null,'stop_sequence':null,'usage':{'input_tokens':10,'output_tokens':1}}}");
        named(
                request,
                "content_block_start",
                "{'type':'content_block_start','index':0,'content_block':{'type':'text','text':''}}");
        for (var text : List.of("hel", "lo"))
            named(
                    request,
                    "content_block_delta",
                    "{'type':'content_block_delta','index':0,'delta':{'type':'text_delta','text':'" + text + "'}}");
        named(request, "content_block_stop", "{'type':'content_block_stop','index':0}");
        named(
                request,
                "message_delta",
                "{'type':'message_delta','delta':{'stop_reason':'end_turn','stop_sequence':null},'usage':{'output_tokens':7}}");
        named(request, "message_stop", "{'type':'message_stop'}");
        request.response().end();
    }

    private static void responses(HttpServerRequest request, boolean streams) {
        var whole =
                "{'id':'resp_1','object':'response','created_at':1,'status':'completed','model':'up','output':[{'id':'m1','type':'message','role':'assistant','status':'completed','content':[{'type':'output_text','text':'hello','annotations':[]}]}],'usage':{'input_tokens':10,'output_tokens':7,'total_tokens':17}}";
        if (!streams) {
            answer(request, 200, whole);
            return;
        }
        begin(request);
        named(
                request,
                "response.output_text.delta",
                "{'type':'response.output_text.delta','item_id':'m1','output_index':0,'content_index':0,'delta':'hello','sequence_number':1}");
        named(
                request,
                "response.completed",
                "{'type':'response.completed','sequence_number':2,'response':" + whole + "}");
        request.response().end();
    }

    /** More than half of the longest answer that is taken, and the end once that is wanted. */
    private void wide(HttpServerRequest request) {
        var response = request.response();
        response.setChunked(true).putHeader("Content-Type", "application/json");
        response.write("{\"data\":[" + "{\"embedding\":[0.5,0.25]},".repeat(WIDE / 25));
        vertx.setPeriodic(50, tick -> {
            if (response.closed()) vertx.cancelTimer(tick);
            else if (!wideEnds) response.write(" ");
            else {
                vertx.cancelTimer(tick);
                response.end("{}],\"usage\":{\"prompt_tokens\":3,\"total_tokens\":3}}");
            }
        });
    }

    /** As fast as the other side reads. */
    private static void endless(HttpServerRequest request) {
        begin(request);
        request.response().drainHandler(more -> flood(request));
        flood(request);
    }

    private static void flood(HttpServerRequest request) {
        for (var i = 0; i < PIECES && !request.response().writeQueueFull(); i++)
            event(request, "{'choices':[{'index':0,'delta':{'content':'" + "x".repeat(1000) + "'}}]}");
        if (!request.response().writeQueueFull() && !request.response().closed())
            io.vertx.core.Vertx.currentContext().runOnContext(now -> flood(request));
    }

    private static void begin(HttpServerRequest request) {
        request.response().setChunked(true).putHeader("Content-Type", "text/event-stream; charset=utf-8");
    }

    private static void event(HttpServerRequest request, String data) {
        if (!request.response().closed()) request.response().write("data: " + data.replace('\'', '"') + "\n\n");
    }

    private static void named(HttpServerRequest request, String name, String data) {
        request.response().write("event: " + name + "\n");
        event(request, data);
    }

    private static void answer(HttpServerRequest request, int status, String body) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(body.replace('\'', '"'));
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
