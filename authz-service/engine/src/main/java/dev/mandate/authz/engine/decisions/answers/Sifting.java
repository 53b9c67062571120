package dev.mandate.authz.engine.decisions.answers;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a question for a filter.
 *
 * @param verdict the answer, with its filter; null where it can't be told as one, so that each resource has to be asked about
 * @param unfit why it can't; empty where there is an answer
 */
public record Sifting(@Nullable Verdict verdict, List<Unfit> unfit) {
    public Sifting {
        unfit = List.copyOf(unfit);
    }
}
