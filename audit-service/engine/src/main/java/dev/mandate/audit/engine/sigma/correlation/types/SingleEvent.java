package dev.mandate.audit.engine.sigma.correlation.types;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** No correlation: each event of a detection rule that stands alone is a match. */
final class SingleEvent extends Window {
    SingleEvent(Correlation correlation, List<Observation> events) {
        super(correlation, events);
    }

    @Override
    public boolean complete() {
        return true;
    }

    @Override
    public void evidence(int[] rules) {
        rules[newest] = newest().rules();
    }

    @Override
    @Nullable
    Progress progress() {
        return null;
    }
}
