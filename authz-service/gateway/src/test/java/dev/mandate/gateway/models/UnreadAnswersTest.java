package dev.mandate.gateway.models;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mandate.gateway.providers.ModelProvider.Kind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An answer is held for as long as its client hasn't read it, and he has not for ever. */
class UnreadAnswersTest {
    /** More than the buffers of two sockets hold. */
    private static final int LONG = 24 * 1024 * 1024;

    private final CompletableFuture<Void> read = new CompletableFuture<>();
    private Vertx vertx;
    private AnswerBody body;

    @BeforeEach
    void begin() {
        vertx = Vertx.vertx();
        body = new AnswerBody(bytes -> true);
        body.add(Buffer.buffer(new byte[LONG]));
    }

    @AfterEach
    void end() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void it_is_over_once_the_client_has_read_it() throws IOException {
        try (var client = asks(serving(Duration.ofMinutes(5), reply -> reply.json(200, body)))) {
            assertThat(client.getInputStream().read()).isEqualTo('H');
            assertThat(read).as("while he hasn't").isNotDone();
            var all = 1L;
            for (var some = new byte[65536]; all < LONG; )
                all += client.getInputStream().read(some);
            await().until(read::isDone);
        }
    }

    @Test
    void a_client_that_goes_away_holds_nothing() throws IOException {
        var client = asks(serving(Duration.ofMinutes(5), reply -> reply.json(200, body)));
        assertThat(client.getInputStream().read()).isEqualTo('H');
        assertThat(read).isNotDone();
        client.close();
        await().until(read::isDone);
    }

    @Test
    void one_that_doesnt_read_loses_its_connection() throws IOException {
        try (var client = asks(serving(Duration.ofMillis(50), reply -> reply.json(200, body)))) {
            await().until(read::isDone);
            assertThat(client.isClosed()).as("from this side").isFalse();
        }
    }

    @Test
    void so_does_one_that_doesnt_read_the_end_of_a_stream() throws IOException {
        Function<ModelReply, Future<Void>> stream =
                reply -> reply.response().setChunked(true).end(Buffer.buffer(new byte[LONG]));
        try (var client = asks(serving(Duration.ofMillis(50), stream))) {
            await().until(read::isDone);
            assertThat(client.isClosed()).as("from this side").isFalse();
        }
    }

    private HttpServer serving(Duration patience, Function<ModelReply, Future<Void>> answer) {
        return vertx.createHttpServer()
                .requestHandler(request -> {
                    var reply = new ModelReply(request, Kind.OPENAI);
                    reply.within(patience, vertx, answer.apply(reply)).onComplete(any -> read.complete(null));
                })
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    /** And doesn't read what it gets. */
    private static Socket asks(HttpServer server) throws IOException {
        var client = new Socket();
        client.setReceiveBufferSize(4096);
        client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.actualPort()));
        client.getOutputStream().write("GET / HTTP/1.1\r\nHost: here\r\n\r\n".getBytes(UTF_8));
        return client;
    }
}
