package dev.mandate.messaging.outputs;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * For how long a message has waited for an output to answer, and what is to be told of it: that it doesn't, each minute how far behind it
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

    /** Its next message is sent, or the same once more. */
    synchronized void sends(Instant now) {
        if (since == null) since = now;
    }

    /**
     * @param behind how many records wait; negative if nobody knows
     * @return a line for the log
     */
    synchronized Optional<String> fails(Instant now, String why, long behind) {
        failures++;
        this.why = why;
        if (toldAt != null && now.isBefore(toldAt.plus(AGAIN))) return Optional.empty();
        toldAt = now;
        return Optional.of("output %s takes nothing since %s%s: %s"
                .formatted(name, started(now).truncatedTo(ChronoUnit.SECONDS), waiting(behind), why));
    }

    /**
     * It took the message, or refused this one alone.
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
                ? Optional.of("output %s goes on after %d s%s".formatted(name, waited.toSeconds(), waiting(behind)))
                : Optional.empty();
    }

    /** Nothing waits for it: what did needn't be told any more. */
    synchronized void passes() {
        since = null;
        toldAt = null;
        failures = 0;
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

    static String waiting(long behind) {
        return behind < 0 ? "" : ", " + behind + " records wait for it";
    }

    private Instant started(Instant now) {
        return since == null || since.isAfter(now) ? now : since;
    }
}
