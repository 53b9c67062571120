package dev.mandate.gateway.content;

import dev.mandate.gateway.loop.OffLoop;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * By {@link Phrases}, in this process, without a network: a warning, or nothing. Never on an event loop, since strangers write what is looked through, and not
 * waited for longer than any verdict is.
 */
final class PhraseClassifier implements ContentClassifier {
    private final Vertx vertx;
    private final OffLoop offLoop;
    private final Duration timeout;

    PhraseClassifier(Vertx vertx, OffLoop offLoop, Duration timeout) {
        this.vertx = vertx;
        this.offLoop = offLoop;
        this.timeout = timeout;
    }

    @Override
    public CompletableFuture<Optional<Boolean>> suspicious(String tool, List<String> texts) {
        var verdict = new CompletableFuture<Optional<Boolean>>();
        // As for one that is asked by HTTP: afterwards the call goes on where it came from.
        var late = vertx.setTimer(Math.max(1, timeout.toMillis()), timer -> verdict.complete(Optional.empty()));
        offLoop.run(() -> Phrases.speakToAModel(texts, verdict::isDone)).whenComplete((speak, failure) -> {
            vertx.cancelTimer(late);
            verdict.complete(failure == null && speak ? Optional.of(true) : Optional.empty());
        });
        return verdict;
    }
}
