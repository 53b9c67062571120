package dev.mandate.audit.outputs;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * For how long a finding has waited for an output to answer, and what is to be told of it: that it doesn't, each minute how far behind it
 * is, and that it answers again.
 */
final class Availability {
    private static final Duration AGAIN = Duration.ofMinutes(1);

    private final String name;
    private @Nullable Instant since;
    private @Nullable Instant toldAt;
    private int failures;
    private String why = "it has not answered yet";

    /** @param name of the output */
    Availability(String name) {
        this.name = name;
    }

    /** Its next finding is sent, or the same once more. */
    synchronized void sends(Instant now) {
        if (since == null) since = now;
    }

    /** @return a line for the log */
    synchronized Optional<String> fails(Instant now, String why, long behind) {
        failures++;
        this.why = why;
        if (toldAt != null && now.isBefore(toldAt.plus(AGAIN))) return Optional.empty();
        toldAt = now;
        return Optional.of("output %s takes nothing since %s, %d records wait for it: %s"
                .formatted(name, started(now).truncatedTo(ChronoUnit.SECONDS), behind, why));
    }

    /**
     * It took the finding, or refused this one alone.
     *
     * @return a line for the log
     */
    synchronized Optional<String> answers(Instant now, long behind) {
        var waited = Duration.between(started(now), now);
        var told = toldAt != null;
        since = null;
        toldAt = null;
        failures = 0;
        return told
                ? Optional.of("output %s goes on after %d s, %d records wait for it"
                        .formatted(name, waited.toSeconds(), behind))
                : Optional.empty();
    }

    /** In a row, so far. */
    synchronized int failures() {
        return failures;
    }

    /** Zero while nothing waits. */
    synchronized Duration waits(Instant now) {
        return Duration.between(started(now), now);
    }

    synchronized String why() {
        return why;
    }

    private Instant started(Instant now) {
        return since == null || since.isAfter(now) ? now : since;
    }
}
