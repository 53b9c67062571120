package dev.mandate.identity.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Before endpoints that answer with the status that they are asked for, or hold a request until they are told. */
class OAuthAdmissionTest {
    private static final int AT_ONCE = 3;
    private static final int REFUSALS_AT_ONCE = 5;

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<RoutingContext> held = new ArrayList<>();
    private final CountDownLatch full = new CountDownLatch(AT_ONCE);
    private HttpServer server;

    @BeforeEach
    void starts() {
        var router = Router.router(vertx);
        router.route().handler(new OAuthAdmission(new Bounds(), new SimpleMeterRegistry())::admit);
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
        assertThat(ask("/account?status=200").statusCode()).as("pages").isEqualTo(200);
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

    private record Bounds() implements AdmissionConfig {
        @Override
        public int atOnce() {
            return AT_ONCE;
        }

        @Override
        public int atOnceOfAll() {
            return 100;
        }

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
