package dev.mandate.gateway.loop;

import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/** Work that takes its time, in which other connections of an event loop would wait. It goes on afterwards where it was asked for. */
@Singleton
public class OffLoop {
    private final Vertx vertx;

    public OffLoop(Vertx vertx) {
        this.vertx = vertx;
    }

    public <T> CompletableFuture<T> run(Callable<T> work) {
        return vertx.executeBlocking(work, false).toCompletionStage().toCompletableFuture();
    }
}
