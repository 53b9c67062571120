package dev.mandate.gateway.content;

import dev.mandate.gateway.loop.OffLoop;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** By {@link Phrases}, in this process, without a network: a warning, or nothing. */
final class PhraseClassifier implements ContentClassifier {
    private static final int SHORT = 4 * 1024;

    private final OffLoop offLoop;

    PhraseClassifier(OffLoop offLoop) {
        this.offLoop = offLoop;
    }

    @Override
    public CompletableFuture<Optional<Boolean>> suspicious(String tool, List<String> texts) {
        var size = texts.stream().mapToLong(String::length).sum();
        if (size <= SHORT) return CompletableFuture.completedFuture(said(texts));
        return offLoop.run(() -> said(texts)).exceptionally(failed -> Optional.empty());
    }

    private static Optional<Boolean> said(List<String> texts) {
        return Phrases.speakToAModel(texts) ? Optional.of(true) : Optional.empty();
    }
}
