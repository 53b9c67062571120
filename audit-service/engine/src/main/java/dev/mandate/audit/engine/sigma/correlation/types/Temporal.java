package dev.mandate.audit.engine.sigma.correlation.types;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code temporal}: each rule was matched, or as many as the condition says, in any order. An event can stand for several of them; of several
 * events the latest does.
 */
final class Temporal extends Window {
    /** Place of the latest event of each rule. */
    private final int[] latest;

    Temporal(Correlation correlation, List<Observation> events) {
        super(correlation, events);
        latest = new int[correlation.rules().size()];
        Arrays.fill(latest, -1);
    }

    @Override
    void enter(Observation event) {
        for (int rule = 0; rule < latest.length; rule++) if (event.matches(rule)) latest[rule] = newest;
    }

    @Override
    public boolean complete() {
        if (newest().onlyCancels()) return false;
        int matched = 0;
        for (int place : latest) if (place >= oldest) matched++;
        var condition = correlation.condition();
        return condition == null ? matched == latest.length : condition.holds(matched);
    }

    @Override
    public void evidence(int[] rules) {
        for (int rule = 0; rule < latest.length; rule++) {
            int at = newest;
            while (at >= oldest && !events.get(at).matches(rule)) at--;
            if (at >= oldest) rules[at] |= 1 << rule;
        }
    }

    @Override
    @Nullable
    Progress progress() {
        var seen = new ArrayList<String>();
        var missing = new ArrayList<String>();
        int first = newest;
        for (int rule = 0; rule < latest.length; rule++) {
            boolean matched = latest[rule] >= oldest;
            (matched ? seen : missing).add(correlation.rules().get(rule).name());
            if (matched) first = Math.min(first, latest[rule]);
        }
        return missing.isEmpty() || complete() ? null : new Progress(seen, missing, null, events.get(first));
    }
}
