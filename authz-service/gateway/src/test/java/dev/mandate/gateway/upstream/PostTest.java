package dev.mandate.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A client that says what is done with its requests, and when. */
class PostTest {
    private final Vertx vertx = Vertx.vertx();
    private final List<String> done = new CopyOnWriteArrayList<>();

    @AfterEach
    void end() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** Vert.x sends what is reset meanwhile, and gives its connection to the next call, to which no server answers before it has answered this one. */
    @Test
    void what_is_cancelled_while_it_is_sent_is_taken_back_after_that() {
        var port = vertx.createHttpServer()
                .requestHandler(request -> {})
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
        var post = new Post(vertx, Duration.ofSeconds(10), 1000, other -> {}, () -> {}, () -> false);
        var client = watched(
                vertx.createHttpClient(),
                () -> CompletableFuture.runAsync(post::cancel).join());
        post.send(
                client,
                () -> new RequestOptions().setMethod(HttpMethod.POST).setAbsoluteURI("http://127.0.0.1:" + port + "/"),
                () -> new byte[] {'{', '}'});
        assertThat(catchThrowable(() -> post.reply().join())).hasRootCauseMessage("the call was cancelled");
        await().untilAsserted(() -> assertThat(done).containsExactly("sent", "reset"));
    }

    private HttpClient watched(HttpClient client, Runnable meanwhile) {
        return watching(HttpClient.class, client, (name, result) -> {
            if (!name.equals("request")) return result.get();
            return ((Future<?>) result.get()).map(opened -> request((HttpClientRequest) opened, meanwhile));
        });
    }

    private HttpClientRequest request(HttpClientRequest request, Runnable meanwhile) {
        return watching(HttpClientRequest.class, request, (name, result) -> {
            if (name.equals("send")) {
                meanwhile.run();
                done.add("sent");
            } else if (name.equals("reset")) done.add("reset");
            return result.get();
        });
    }

    private interface Around {
        Object call(String method, Call itself) throws ReflectiveOperationException;
    }

    private interface Call {
        Object get() throws ReflectiveOperationException;
    }

    private static <T> T watching(Class<T> type, T real, Around around) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, given) -> around.call(method.getName(), () -> method.invoke(real, given))));
    }
}
