package dev.mandate.gateway.content;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A classifier that is asked by HTTP: its verdict, and none in doubt. */
class HttpClassifierTest {
    private static final List<String> TEXTS = List.of("a page");

    private final Vertx vertx = Vertx.vertx();
    private final CountDownLatch silent = new CountDownLatch(1);
    private final List<String> asked = new ArrayList<>();
    private final Set<InetSocketAddress> connections = ConcurrentHashMap.newKeySet();
    private HttpServer server;
    private int status = 200;
    private String says = "{\"suspicious\": true}";

    @BeforeEach
    void listens() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", exchange -> {
            connections.add(exchange.getRemoteAddress());
            asked.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            if (says.isEmpty()) await(silent);
            exchange.sendResponseHeaders(status, says.length());
            exchange.getResponseBody().write(says.getBytes(UTF_8));
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void ends() {
        silent.countDown();
        server.stop(0);
        vertx.close();
    }

    @Test
    void its_verdict_is_the_verdict() throws Exception {
        assertThat(said(classifier(8, 20_000).suspicious("web.browse", TEXTS))).contains(true);
        says = "{\"suspicious\": false, \"score\": 0.1}";
        assertThat(said(classifier(8, 20_000).suspicious("web.browse", TEXTS))).contains(false);
        assertThat(asked.get(0)).isEqualTo("{\"tool\":\"web.browse\",\"texts\":[\"a page\"]}");
    }

    @Test
    void one_connection_is_for_one_verdict_after_another() throws Exception {
        var classifier = classifier(1, 20_000);
        for (var one = 0; one < 5; one++)
            assertThat(said(classifier.suspicious("t", TEXTS))).contains(true);
        assertThat(connections).hasSize(1);
    }

    @Test
    void an_error_another_form_and_an_endless_answer_are_none() throws Exception {
        for (var other : List.of(
                "{}",
                "{\"suspicious\": \"no\"}",
                "true",
                "{",
                "{\"x\": \"" + "y".repeat(10_000) + "\"}",
                "{\"suspicious\": true, \"suspicious\": false}",
                "{\"suspicious\": false} or not")) {
            says = other;
            assertThat(said(classifier(8, 20_000).suspicious("t", TEXTS)))
                    .as(other)
                    .isEmpty();
        }
        says = "{\"suspicious\": false}";
        status = 500;
        assertThat(said(classifier(8, 20_000).suspicious("t", TEXTS))).isEmpty();
    }

    @Test
    void who_is_silent_or_away_is_not_waited_for_longer_than_that_and_one_more_than_at_once_is_not_asked()
            throws Exception {
        says = "";
        var classifier = classifier(1, 1_000);
        var first = classifier.suspicious("t", TEXTS);
        assertThat(said(classifier.suspicious("t", TEXTS))).as("one more").isEmpty();
        assertThat(said(first)).isEmpty();
        assertThat(asked).hasSizeLessThanOrEqualTo(1);
        var away = new HttpClassifier(vertx, URI.create("http://127.0.0.1:1/"), Duration.ofSeconds(20), 8);
        assertThat(said(away.suspicious("t", TEXTS))).isEmpty();
    }

    @Test
    void what_it_can_t_be_shown_whole_it_does_not_clear() throws Exception {
        says = "{\"suspicious\": false}";
        assertThat(said(classifier(8, 20_000).suspicious("t", List.of("x".repeat(300_000)))))
                .isEmpty();
        assertThat(asked).isEmpty();
    }

    @Test
    void answers_go_over_no_open_line() {
        for (var url : List.of("http://classifier.example/", "ftp://127.0.0.1/", "classifier"))
            assertThatThrownBy(() -> new HttpClassifier(vertx, URI.create(url), Duration.ofSeconds(1), 8))
                    .as(url)
                    .hasMessageContaining("mandate.mcp.classifier.url");
    }

    private HttpClassifier classifier(int atOnce, long millis) {
        return new HttpClassifier(
                vertx,
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"),
                Duration.ofMillis(millis),
                atOnce);
    }

    private static Optional<Boolean> said(CompletableFuture<Optional<Boolean>> verdict) throws Exception {
        return verdict.get(60, TimeUnit.SECONDS);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
