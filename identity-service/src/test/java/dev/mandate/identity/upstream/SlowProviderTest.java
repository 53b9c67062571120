package dev.mandate.identity.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.identity.outgoing.NoTls;
import dev.mandate.identity.outgoing.OutgoingHttp;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Providers that take a connection and say nothing, or hang up. */
class SlowProviderTest {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Vertx vertx = Vertx.vertx();
    private final UpstreamConfig config = new Config();
    private final UpstreamHttp http = new UpstreamHttp(vertx, new NoTls(), config);
    private final List<Socket> asked = new CopyOnWriteArrayList<>();
    private Instant now = Instant.parse("2026-03-01T10:00:00Z");
    private final InstantSource clock = () -> now;
    private final Discovery discovery = new Discovery(http, config, clock);
    private ServerSocket silent;
    private ServerSocket hangsUp;

    @BeforeEach
    void listen() throws IOException {
        var loopback = InetAddress.getByName("127.0.0.1");
        silent = new ServerSocket(0, 50, loopback);
        hangsUp = new ServerSocket(0, 50, loopback);
        var accepting = new Thread(() -> {
            try {
                while (true) {
                    var socket = hangsUp.accept();
                    asked.add(socket);
                    socket.close();
                }
            } catch (IOException closed) {
                // The test is over.
            }
        });
        accepting.setDaemon(true);
        accepting.start();
    }

    @AfterEach
    void stop() throws IOException {
        silent.close();
        hangsUp.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void one_that_fails_is_asked_again_only_after_a_while() {
        var issuer = issuer(hangsUp);
        assertThat(isFound(discovery.of(issuer))).isFalse();
        assertThat(isFound(discovery.of(issuer))).isFalse();
        assertThat(asked).hasSize(1);
        now = now.plus(Discovery.FAILURE_LIFETIME);
        assertThat(isFound(discovery.of(issuer))).isFalse();
        assertThat(asked).hasSize(2);
    }

    @Test
    void one_that_says_nothing_keeps_no_other_from_being_asked() {
        var slow = URI.create(issuer(silent));
        var waiting = IntStream.range(0, UpstreamHttp.AT_ONCE)
                .mapToObj(each -> http.get(issuer(silent), slow)
                        .subscribeAsCompletionStage()
                        .toCompletableFuture())
                .toList();
        assertThat(why(http.get(issuer(silent), slow))).isEqualTo(OutgoingHttp.TOO_MANY);
        assertThat(why(discovery.of(issuer(silent)))).contains(OutgoingHttp.TOO_MANY);
        assertThat(why(http.get(issuer(hangsUp), URI.create(issuer(hangsUp))))).isNotEqualTo(OutgoingHttp.TOO_MANY);

        CompletableFuture.allOf(waiting.toArray(CompletableFuture[]::new))
                .orTimeout(PATIENCE.multipliedBy(10).toSeconds(), TimeUnit.SECONDS)
                .join();
        assertThat(why(discovery.of(issuer(silent))))
                .as("that too many were asked is not kept")
                .doesNotContain(OutgoingHttp.TOO_MANY);
    }

    @Test
    void however_many_come_at_once_one_is_asked_once() {
        var issuer = issuer(hangsUp);
        var answers = Uni.join()
                .all(IntStream.range(0, 30)
                        .mapToObj(each -> discovery.of(issuer))
                        .toList())
                .andCollectFailures()
                .await()
                .atMost(PATIENCE.multipliedBy(10));
        assertThat(answers).hasSize(30);
        assertThat(asked).hasSize(1);
    }

    private static String issuer(ServerSocket server) {
        return "https://localhost:" + server.getLocalPort();
    }

    private static boolean isFound(Uni<? extends Result<?, String>> asked) {
        return why(asked).isEmpty();
    }

    private static String why(Uni<? extends Result<?, String>> asked) {
        return asked.await().atMost(PATIENCE.multipliedBy(10)).<String>fold(found -> "", why -> why);
    }

    private record Config() implements UpstreamConfig {
        @Override
        public boolean onLoopback() {
            return true;
        }

        @Override
        public Optional<Set<String>> privateHosts() {
            return Optional.empty();
        }

        @Override
        public Duration patience() {
            return PATIENCE;
        }

        @Override
        public Duration metadataLifetime() {
            return Duration.ofHours(1);
        }
    }
}
