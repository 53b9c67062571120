package dev.mandate.gateway.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mandate.gateway.Callers;
import dev.mandate.gateway.loop.OffLoop;
import dev.mandate.gateway.loop.Room;
import dev.mandate.gateway.providers.ModelProvider;
import dev.mandate.gateway.providers.ModelProvider.Kind;
import dev.mandate.gateway.providers.ModelProvider.ProvidedModel;
import dev.mandate.messaging.security.Caller;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Lists of models, each model of which is a decision. */
class ModelListingTest {
    private static final ModelProvider PROVIDER = new ModelProvider(
            "openai",
            URI.create("http://localhost"),
            Kind.OPENAI,
            null,
            Map.of("small", new ProvidedModel("s", 1, 1), "large", new ProvidedModel("l", 1, 1)),
            Set.of(),
            Set.of());

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicInteger begun = new AtomicInteger();
    private final CountDownLatch decided = new CountDownLatch(1);
    private final CompletableFuture<Boolean> over = new CompletableFuture<>();
    private final ModelListing listing =
            new ModelListing(caller -> over, this::small, new OffLoop(vertx), new Room(2, 8));
    private final int port = vertx.createHttpServer()
            .requestHandler(this::list)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .join()
            .actualPort();

    @AfterEach
    void end() {
        decided.countDown();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void one_callers_lists_hold_up_neither_the_event_loop_nor_others() {
        over.complete(false);
        var first = asks("cli_one");
        var second = asks("cli_one");
        await().until(() -> begun.get() == 2);
        var refused = asks("cli_one").join();
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
        var others = asks("cli_other");
        await().until(() -> begun.get() == 3);
        decided.countDown();
        for (var one : List.of(first, second, others))
            assertThat(one.join().body()).contains("\"small\"").doesNotContain("\"large\"");
        assertThat(asks("cli_one").join().statusCode()).isEqualTo(200);
    }

    @Test
    void who_asks_before_anything_is_known_of_him_waits_and_takes_room() {
        decided.countDown();
        var first = asks("cli_one");
        var second = asks("cli_one");
        await().until(() -> asks("cli_one").join().statusCode() == 429);
        assertThat(begun).hasValue(0);
        over.complete(false);
        for (var one : List.of(first, second)) assertThat(one.join().body()).contains("\"small\"");
    }

    @Test
    void whose_task_is_over_is_told_so_and_nothing_is_decided() {
        over.complete(true);
        var refused = asks("cli_one").join();
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().firstValue("WWW-Authenticate"))
                .get()
                .asString()
                .contains("invalid_token");
        assertThat(refused.body()).contains("authentication_error").contains("has ended");
        assertThat(begun).hasValue(0);
    }

    private boolean small(Caller caller, String model) {
        if (model.equals("large")) begun.incrementAndGet();
        try {
            return decided.await(30, TimeUnit.SECONDS) && model.equals("small");
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void list(HttpServerRequest request) {
        var who = request.path().substring(1);
        var caller = Callers.of(who, who);
        listing.answer(caller, List.of(PROVIDER), new ModelReply(request, Kind.OPENAI), vertx.getOrCreateContext());
    }

    private CompletableFuture<HttpResponse<String>> asks(String who) {
        return http.sendAsync(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/" + who))
                        .timeout(Duration.ofSeconds(30))
                        .build(),
                BodyHandlers.ofString());
    }
}
