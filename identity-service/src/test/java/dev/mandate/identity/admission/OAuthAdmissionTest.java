package dev.mandate.identity.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Before endpoints that answer with the status that they are asked for, or hold a request until they are told. */
class OAuthAdmissionTest {
    private static final int AT_ONCE = 3;
    private static final int REFUSALS_AT_ONCE = 5;

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<RoutingContext> held = new CopyOnWriteArrayList<>();
    private final AtomicInteger sending = new AtomicInteger();
    private final CountDownLatch full = new CountDownLatch(AT_ONCE);
    private HttpServer server;

    @BeforeEach
    void starts() {
        start(AT_ONCE, 100);
    }

    private void start(int atOnce, int atOnceOfAll) {
        var router = Router.router(vertx);
        router.route().handler(new OAuthAdmission(new Bounds(atOnce, atOnceOfAll), new SimpleMeterRegistry())::admit);
        router.post("/oauth2/slow").handler(context -> {
            sending.incrementAndGet();
            context.request().endHandler(sent -> context.response().end());
        });
        router.get("/oauth2/held").handler(context -> {
            held.add(context);
            full.countDown();
        });
        router.route()
                .handler(context -> context.response()
                        .setStatusCode(Integer.parseInt(context.request().getParam("status")))
                        .end());
        server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    @AfterEach
    void stops() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void an_address_whose_requests_are_refused_again_and_again_waits() {
        for (int i = 0; i < REFUSALS_AT_ONCE; i++)
            assertThat(ask("/oauth2/token?status=401").statusCode()).isEqualTo(401);
        var refused = ask("/oauth2/token?status=200");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).contains("temporarily_unavailable").contains("try again later");
        assertThat(Long.parseLong(refused.headers().firstValue("Retry-After").orElseThrow()))
                .isBetween(1L, 3601L);
        assertThat(ask("/sign-in/with/idp_1?status=200").statusCode())
                .as("where a provider is asked for whoever comes")
                .isEqualTo(429);
        assertThat(ask("/account?status=200").statusCode()).as("pages").isEqualTo(200);
    }

    @Test
    void where_others_push_signals_who_is_refused_again_and_again_waits_and_so_many_are_under_way() throws Exception {
        var answers = new ArrayList<CompletableFuture<HttpResponse<String>>>();
        for (int i = 0; i < AT_ONCE; i++) answers.add(http.sendAsync(request("/oauth2/held"), BodyHandlers.ofString()));
        full.await();
        assertThat(ask("/ssf/events?status=202").statusCode()).isEqualTo(429);
        vertx.runOnContext(now -> held.forEach(it -> it.response().end()));
        for (var answer : answers) assertThat(answer.get().statusCode()).isEqualTo(200);
        for (int i = 0; i < REFUSALS_AT_ONCE; i++) {
            assertThat(ask("/ssf/events?status=202").statusCode()).as("taken").isEqualTo(202);
            assertThat(ask("/ssf/events?status=400").statusCode()).as("refused").isEqualTo(400);
        }
        assertThat(ask("/ssf/events?status=202").statusCode()).isEqualTo(429);
        assertThat(ask("/ssf/streams?status=200").statusCode())
                .as("for receivers")
                .isEqualTo(200);
    }

    @Test
    void pages_of_strangers_that_ask_ahead_are_refused_requests_and_rights_that_are_missing_are_not() throws Exception {
        for (int i = 0; i < 4 * REFUSALS_AT_ONCE; i++)
            assertThat(ask("/oauth2/userinfo?status=403").statusCode()).isEqualTo(403);
        var ahead = HttpRequest.newBuilder(request("/oauth2/token?status=403"), (name, value) -> true)
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .build();
        for (int i = 0; i < REFUSALS_AT_ONCE; i++)
            assertThat(http.send(ahead, BodyHandlers.ofString()).statusCode()).isEqualTo(403);
        assertThat(http.send(ahead, BodyHandlers.ofString()).statusCode()).isEqualTo(429);
    }

    @Test
    void what_is_answered_counts_for_nothing() {
        for (int i = 0; i < 4 * REFUSALS_AT_ONCE; i++)
            assertThat(ask("/oauth2/token?status=200").statusCode()).isEqualTo(200);
    }

    @Test
    void an_address_has_so_many_under_way_and_one_that_is_answered_makes_room() throws Exception {
        var answers = new ArrayList<CompletableFuture<HttpResponse<String>>>();
        for (int i = 0; i < AT_ONCE; i++) answers.add(http.sendAsync(request("/oauth2/held"), BodyHandlers.ofString()));
        full.await();
        assertThat(ask("/oauth2/token?status=200").statusCode()).isEqualTo(429);
        vertx.runOnContext(now -> held.forEach(it -> it.response().end()));
        for (var answer : answers) assertThat(answer.get().statusCode()).isEqualTo(200);
        assertThat(ask("/oauth2/token?status=200").statusCode()).isEqualTo(200);
    }

    @Test
    void who_sends_slowly_keeps_nobody_out() throws Exception {
        start(AT_ONCE, 2);
        try (var slow = sending();
                var slower = sending()) {
            assertThat(ask("/oauth2/token?status=200").statusCode()).isEqualTo(200);
            assertThat(isEnded(slow)).as("who has been sending longest").isTrue();
            slower.getOutputStream().write("a=b".getBytes(StandardCharsets.US_ASCII));
            var answer = new BufferedReader(new InputStreamReader(slower.getInputStream(), StandardCharsets.US_ASCII));
            assertThat(answer.readLine()).contains("200");
        }
    }

    @Test
    void who_has_sent_his_request_keeps_his_place() throws Exception {
        start(AT_ONCE, 1);
        var answer = http.sendAsync(request("/oauth2/held"), BodyHandlers.ofString());
        await().until(() -> held.size() == 1);
        assertThat(ask("/oauth2/token?status=200").statusCode()).isEqualTo(503);
        vertx.runOnContext(now -> held.forEach(it -> it.response().end()));
        assertThat(answer.get().statusCode()).isEqualTo(200);
    }

    /** A request whose headers have come, and nothing of its body. */
    private Socket sending() throws IOException {
        var before = sending.get();
        var socket = new Socket("127.0.0.1", server.actualPort());
        socket.getOutputStream()
                .write(("POST /oauth2/slow HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        await().until(() -> sending.get() > before);
        return socket;
    }

    private static boolean isEnded(Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (IOException e) {
            return true;
        }
    }

    private HttpResponse<String> ask(String path) {
        try {
            return http.send(request(path), BodyHandlers.ofString());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort() + path))
                .build();
    }

    private record Bounds(int atOnce, int atOnceOfAll) implements AdmissionConfig {

        @Override
        public int refusals() {
            return 1;
        }

        @Override
        public int refusalsAtOnce() {
            return REFUSALS_AT_ONCE;
        }

        @Override
        public int tokens() {
            return 1;
        }

        @Override
        public int tokensAtOnce() {
            return 1;
        }

        @Override
        public int callers() {
            return 100;
        }
    }
}
