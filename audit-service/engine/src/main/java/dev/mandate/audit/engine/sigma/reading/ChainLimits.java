package dev.mandate.audit.engine.sigma.reading;

import dev.mandate.audit.engine.sigma.correlation.chains.Chain;
import dev.mandate.audit.engine.sigma.correlation.chains.ChainSize;
import dev.mandate.audit.engine.sigma.correlation.types.Condition;
import dev.mandate.audit.engine.sigma.correlation.types.Correlation;
import java.time.Duration;
import java.util.Optional;

/** How large a chain of more than one level may be: counts of counts multiply, and what is counted is kept. */
final class ChainLimits {
    /** Correlations of correlations of correlations, and so on. */
    static final int MAX_DEPTH = 4;

    static final Duration MAX_TIMESPAN = Duration.ofHours(24);

    private static final int MAX_DETECTIONS = 24;
    /** That it may take to make it true, where inner correlations group more finely than the outermost one. */
    private static final int MAX_GROUPED_EVENTS = 250;
    /** Fields whose values are kept beside those that all events of the group share. */
    private static final int MAX_FIELDS = 8;

    private ChainLimits() {}

    /** @param key of the {@code correlation} that would have to change */
    record Exceeded(String key, String message) {}

    static Optional<Exceeded> exceededBy(Correlation correlation) {
        var size = ChainSize.of(correlation);
        if (size.detections() > MAX_DETECTIONS)
            return exceeded(
                    "rules",
                    "with all that they name themselves, these name " + size.detections() + " detections; at most "
                            + MAX_DETECTIONS);
        if (size.events() > Condition.MAX_COUNT)
            return exceeded(
                    "condition",
                    "this takes up to " + size.events() + " events, since counts of counts multiply; at most "
                            + Condition.MAX_COUNT);
        var reach = correlation.rule().timespan();
        if (reach.compareTo(MAX_TIMESPAN) > 0)
            return exceeded(
                    "timespan",
                    "a match reaches back over the timespans of what it names too, here " + reach
                            + "; at most 24h together, shorten one");
        var chain = Chain.of(correlation);
        if (chain.keptFields() > MAX_FIELDS)
            return exceeded(
                    "rules",
                    "beside what these share, " + chain.keptFields() + " of their fields have to be kept; at most "
                            + MAX_FIELDS);
        if (chain.divides() && size.events() > MAX_GROUPED_EVENTS)
            return exceeded(
                    "condition",
                    "this takes up to " + size.events() + " events in groups within groups; at most "
                            + MAX_GROUPED_EVENTS + ", so count fewer or group all by the same fields");
        return Optional.empty();
    }

    private static Optional<Exceeded> exceeded(String key, String message) {
        return Optional.of(new Exceeded(key, message));
    }
}
