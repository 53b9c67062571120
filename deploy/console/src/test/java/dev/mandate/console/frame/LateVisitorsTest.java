package dev.mandate.console.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LateVisitorsTest {
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient browser = HttpClient.newHttpClient();
    private final AtomicInteger done = new AtomicInteger();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void nothing_is_done_for_whoever_comes_once_the_console_ends() throws Exception {
        var visitors = new LateVisitors();
        var router = Router.router(vertx);
        router.route().handler(visitors::take);
        router.post().handler(context -> context.end("done " + done.incrementAndGet()));
        var port = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
        assertThat(send(port).body()).isEqualTo("done 1");
        visitors.end(new ShutdownDelayInitiatedEvent());
        var late = send(port);
        assertThat(late.statusCode()).isEqualTo(503);
        assertThat(late.headers().firstValue("Connection")).contains("close");
        assertThat(late.headers().firstValue("Retry-After")).contains("5");
        assertThat(done).hasValue(1);
    }

    private HttpResponse<String> send(int port) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/approvals/apr_1"))
                .version(HttpClient.Version.HTTP_1_1)
                .POST(BodyPublishers.ofString("answer=yes"))
                .build();
        return browser.send(request, BodyHandlers.ofString());
    }
}
