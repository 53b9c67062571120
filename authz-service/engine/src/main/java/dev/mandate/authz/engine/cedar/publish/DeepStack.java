package dev.mandate.authz.engine.cedar.publish;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Room for the official library, whose native parser descends without looking: on a usual stack of 1 MB, 300 nested
 * parentheses end the whole process. Its input must be {@link Bounds bounded} as well.
 */
final class DeepStack {

    /** Address space in bytes, of which only what is touched takes memory; several times what bounded text needs. */
    private static final long STACK = 256L << 20;

    private DeepStack() {}

    static <T> T call(Supplier<T> work) {
        var result = new CompletableFuture<T>();
        var thread = new Thread(
                null,
                () -> {
                    try {
                        result.complete(work.get());
                    } catch (Throwable e) {
                        result.completeExceptionally(e);
                    }
                },
                "cedar-publish",
                STACK);
        thread.setDaemon(true);
        thread.start();
        try {
            return result.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
