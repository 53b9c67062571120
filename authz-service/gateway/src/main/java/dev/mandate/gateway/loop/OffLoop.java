package dev.mandate.gateway.loop;

import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/** Work that takes its time, in which other connections of an event loop would wait. It goes on afterwards where it was asked for. */
@Singleton
public class OffLoop implements Executor {
    private final Vertx vertx;

    public OffLoop(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Of which nobody waits for the end. */
    @Override
    public void execute(Runnable work) {
        var unused = vertx.executeBlocking(Executors.callable(work), false);
    }

    public <T> CompletableFuture<T> run(Callable<T> work) {
        return vertx.executeBlocking(work, false).toCompletionStage().toCompletableFuture();
    }
}
