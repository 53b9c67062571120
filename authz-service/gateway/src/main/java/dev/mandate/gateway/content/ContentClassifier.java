package dev.mandate.gateway.content;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Says whether an answer carries instructions. No verdict is no warning and clears nobody: whoever doubts, fails or is late says nothing.
 * A verdict that there are none clears identifiers that strangers' text showed, so that it is for a classifier that was measured to say so.
 */
public interface ContentClassifier {
    /** There is none. */
    ContentClassifier NONE = (tool, texts) -> CompletableFuture.completedFuture(Optional.empty());

    /**
     * Never fails, and is done in bounded time.
     *
     * @param tool as the catalogue calls it
     * @param texts of the answer, names of members too, in order
     * @return true where it carries instructions
     */
    CompletableFuture<Optional<Boolean>> suspicious(String tool, List<String> texts);
}
