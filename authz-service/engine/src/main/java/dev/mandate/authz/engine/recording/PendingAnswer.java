package dev.mandate.authz.engine.recording;

import dev.mandate.authz.engine.decisions.answers.Verdict;
import dev.mandate.authz.engine.recording.DecisionRecorder.Underway;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** An answer that waits for its record. */
abstract class PendingAnswer {
    final long began = System.nanoTime();
    final CompletableFuture<Verdict> answer = new CompletableFuture<>();

    /** Nobody waits for it any more. */
    abstract boolean settled();

    /** @param failure null once the broker has the record */
    abstract void recorded(@Nullable Throwable failure);

    /** It has waited long enough: what becomes of its record will be known, but not in time. */
    abstract void giveUp(Underway underway);
}
