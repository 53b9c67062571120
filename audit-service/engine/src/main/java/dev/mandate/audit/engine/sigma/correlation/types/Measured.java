package dev.mandate.audit.engine.sigma.correlation.types;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The types that hold a number against their condition: all events in the window are counted or measured. */
abstract class Measured extends Window {
    Measured(Correlation correlation, List<Observation> events) {
        super(correlation, events);
    }

    /** Not a number while there is nothing to measure. */
    abstract double measured();

    @Override
    public boolean complete() {
        return !newest().onlyCancels() && holds(measured());
    }

    private boolean holds(double measured) {
        var condition = correlation.condition();
        return !Double.isNaN(measured) && condition != null && condition.holds(measured);
    }

    /** Windows of matches overlap; what was marked for an earlier end is all that lies before it too. */
    @Override
    public void evidence(int[] rules) {
        for (int at = newest; at >= oldest && rules[at] == 0; at--)
            rules[at] = events.get(at).rules();
    }

    @Override
    @Nullable
    Progress progress() {
        double measured = measured();
        if (Double.isNaN(measured) || holds(measured)) return null;
        var names =
                correlation.rules().stream().map(Correlation.Reference::name).toList();
        return new Progress(names, names, measured, events.get(oldest));
    }
}
