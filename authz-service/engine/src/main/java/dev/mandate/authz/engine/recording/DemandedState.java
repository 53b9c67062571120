package dev.mandate.authz.engine.recording;

import dev.mandate.authz.engine.decisions.questions.Demand;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Waits until this place knows what a caller demands that it knows. */
public interface DemandedState {
    /** For where state never arrives: no demand is met. */
    DemandedState NONE = CompletableFuture::completedFuture;

    /** What of it is not known here after all patience, on a thread that must not be held up; at once where there is nothing to wait for, and empty where nothing is missing. */
    CompletionStage<List<Demand>> unmet(List<Demand> demands);
}
