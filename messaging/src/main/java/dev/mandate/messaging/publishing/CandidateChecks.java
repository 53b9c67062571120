package dev.mandate.messaging.publishing;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Checks one submission at a time off the event loop, so that a costly one delays other publishers and nobody else. */
public final class CandidateChecks implements AutoCloseable {
    private final ExecutorService checker;

    /** @param name of the thread */
    public CandidateChecks(String name) {
        checker = Executors.newSingleThreadExecutor(task -> new Thread(task, name));
    }

    /** The answer comes on the context that asked. */
    public <T> Uni<T> run(Supplier<T> check) {
        var context = Vertx.currentContext();
        var checked = Uni.createFrom().item(check).runSubscriptionOn(checker);
        return context == null ? checked : checked.emitOn(task -> context.runOnContext(ignored -> task.run()));
    }

    @Override
    public void close() {
        checker.shutdownNow();
    }
}
