package dev.mandate.identity.outgoing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mandate.identity.outgoing.OutgoingHttp.Answer;
import dev.mandate.identity.outgoing.OutgoingHttp.Question;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutgoingHttpTest {
    /** With what a TLS connection begins: a record of the handshake (RFC 8446 section 5.1). */
    private static final int HANDSHAKE = 22;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Vertx vertx = Vertx.vertx();
    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void however_https_is_written_nothing_is_sent_in_the_clear() throws Exception {
        for (var scheme : new String[] {"https", "HTTPS", "Https"}) {
            var first = CompletableFuture.supplyAsync(this::firstByte);
            ask(true, scheme);
            assertThat(first.get(30, TimeUnit.SECONDS)).as(scheme).isEqualTo(HANDSHAKE);
        }
    }

    @Test
    void in_the_clear_only_this_machine_is_asked_where_it_may_be() throws Exception {
        for (var scheme : new String[] {"http", "HTTP", "ftp"})
            assertThatThrownBy(() -> ask(false, scheme)
                            .toCompletionStage()
                            .toCompletableFuture()
                            .get(30, TimeUnit.SECONDS))
                    .as(scheme)
                    .hasMessageContaining("not https");
        var first = CompletableFuture.supplyAsync(this::firstByte);
        ask(true, "http");
        assertThat(first.get(30, TimeUnit.SECONDS)).isEqualTo('G');
    }

    private Future<Answer> ask(boolean onLoopback, String scheme) {
        var http = new OutgoingHttp(vertx, Optional.empty(), 1, PATIENCE, onLoopback, Set.of());
        var url = URI.create(scheme + "://localhost:" + server.getLocalPort() + "/token");
        return http.ask(new Question(HttpMethod.GET, url, Map.of(), Buffer.buffer()), status -> true, 100);
    }

    private int firstByte() {
        try (var socket = server.accept()) {
            return socket.getInputStream().read();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
