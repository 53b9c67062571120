package dev.mandate.audit.judging;

import dev.mandate.audit.risk.Hindrance;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * For how long an instant has not advanced that should, and what is to be told of it: once it has stood too long, whenever what hinders it
 * is another thing, each minute, and when it goes on. Asked by one thread.
 */
final class Stillness {
    static final Duration LOOK = Duration.ofSeconds(1);

    /** With {@link #LOOK} and what a look takes it is told within ten seconds. Marks come every five at least. */
    static final Duration LONGEST = Duration.ofSeconds(8);

    private static final Duration AGAIN = Duration.ofMinutes(1);
    /** Two reasons that alternate are not told each second. */
    private static final Duration ANOTHER = Duration.ofSeconds(10);

    private Instant until = Instant.EPOCH;
    private @Nullable Instant lookedAt;
    private Instant movedAt = Instant.EPOCH;
    private Instant toldAt = Instant.EPOCH;
    private Hindrance.@Nullable Kind toldKind;
    private volatile Duration still = Duration.ZERO;
    private volatile @Nullable Hindrance hindrance;

    /** Zero while it advances. */
    Duration still() {
        return still;
    }

    /** Empty while it advances. */
    String why() {
        var its = hindrance;
        return its == null ? "" : its.words();
    }

    /**
     * @param now later than at the look before
     * @param why is asked only while it stands still
     * @return a line for the log
     */
    Optional<String> look(Instant now, Instant until, Supplier<Hindrance> why) {
        var before = lookedAt;
        lookedAt = now;
        // Who was asleep himself has not seen that nothing moved.
        if (before == null) movedAt = now;
        else if (before.plus(LOOK.multipliedBy(4)).isBefore(now)) movedAt = movedAt.plus(Duration.between(before, now));
        if (until.isAfter(this.until)) {
            this.until = until;
            movedAt = now;
        }
        var lasts = Duration.between(movedAt, now);
        return lasts.compareTo(LONGEST) < 0 ? goesOn() : stands(now, lasts, why.get());
    }

    private Optional<String> stands(Instant now, Duration lasts, Hindrance why) {
        var told = hindrance;
        hindrance = why;
        still = lasts;
        if (told != null && now.isBefore(toldAt.plus(why.kind() == toldKind ? AGAIN : ANOTHER)))
            return Optional.empty();
        toldAt = now;
        toldKind = why.kind();
        return Optional.of("judging stands still since %s, for %d s: %s"
                .formatted(movedAt.truncatedTo(ChronoUnit.SECONDS), lasts.toSeconds(), why.words()));
    }

    private Optional<String> goesOn() {
        if (hindrance == null) return Optional.empty();
        var lasted = still;
        hindrance = null;
        still = Duration.ZERO;
        return Optional.of("judging goes on, after %d s".formatted(lasted.toSeconds()));
    }
}
