package dev.mandate.identity.keys;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is to be done with the keys, and when. */
final class KeySchedule {
    /** How far apart the clocks of replicas may be, and how late one of them turns to the next key. */
    static final Duration TOLERANCE = Duration.ofMinutes(1);

    /** Readers that were away for less see the last revision. */
    private static final Duration UNTIL_FORGOTTEN = Duration.ofDays(1);

    private final Duration period;
    private final Duration lead;
    private final Duration tokenLifetime;
    private final Duration kept;

    /**
     * @param signInLifetime how long applications keep an ID token that a key signed, to say whom they mean
     * @throws IllegalArgumentException if a key would sign before everyone knows it, or never
     */
    KeySchedule(Duration period, Duration lead, Duration tokenLifetime, Duration signInLifetime) {
        if (lead.compareTo(TOLERANCE) < 0) {
            throw new IllegalArgumentException("mandate.key-publication-lead must be at least " + TOLERANCE);
        }
        if (period.compareTo(lead) <= 0) {
            throw new IllegalArgumentException(
                    "mandate.key-rotation-period must be longer than the publication's lead");
        }
        this.period = period;
        this.lead = lead;
        this.tokenLifetime = tokenLifetime;
        this.kept = signInLifetime.compareTo(UNTIL_FORGOTTEN) > 0 ? signInLifetime : UNTIL_FORGOTTEN;
    }

    /** When the next key of each algorithm is to sign, of those that are to be made now. */
    Map<SigningAlgorithm, Instant> toMake(List<SigningKeyRow> rows, Instant now) {
        var times = new EnumMap<SigningAlgorithm, Instant>(SigningAlgorithm.class);
        for (var algorithm : SigningAlgorithm.values())
            nextSignsFrom(of(rows, algorithm), now).ifPresent(from -> times.put(algorithm, from));
        return times;
    }

    /** Of the keys of one algorithm: when the next is to sign, if it is to be made now. */
    Optional<Instant> nextSignsFrom(List<SigningKeyRow> rows, Instant now) {
        var live = live(rows);
        if (live.isEmpty()) return Optional.of(now);
        var ends = live.get(live.size() - 1).signsFrom.plus(period);
        if (now.isBefore(ends.minus(lead))) return Optional.empty();
        var known = now.plus(lead);
        return Optional.of(ends.isAfter(known) ? ends : known);
    }

    /** Those whose last token has expired. */
    List<SigningKeyRow> toDelete(List<SigningKeyRow> rows, Instant now) {
        return Arrays.stream(SigningAlgorithm.values())
                .flatMap(algorithm -> toDeleteOfOne(of(rows, algorithm), now).stream())
                .toList();
    }

    private List<SigningKeyRow> toDeleteOfOne(List<SigningKeyRow> rows, Instant now) {
        var live = live(rows);
        var past = tokenLifetime.plus(TOLERANCE);
        for (var next = live.size() - 1; next > 0; next--) {
            if (!now.isBefore(live.get(next).signsFrom.plus(past))) return live.subList(0, next);
        }
        return List.of();
    }

    List<SigningKeyRow> toForget(List<SigningKeyRow> rows, Instant now) {
        return rows.stream()
                .filter(row -> row.deletedAt != null && !now.isBefore(row.deletedAt.plus(kept)))
                .toList();
    }

    /** Whether anything is to be done at all. */
    boolean due(List<SigningKeyRow> rows, Instant now) {
        return !toMake(rows, now).isEmpty()
                || !toDelete(rows, now).isEmpty()
                || !toForget(rows, now).isEmpty();
    }

    static List<SigningKeyRow> of(List<SigningKeyRow> rows, SigningAlgorithm algorithm) {
        return rows.stream().filter(row -> row.algorithm == algorithm).toList();
    }

    /** No longer good for a token, and not revoked. */
    static List<SigningKeyRow> retired(List<SigningKeyRow> rows) {
        return rows.stream().filter(SigningKeyRow::isRetired).toList();
    }

    static List<SigningKeyRow> live(List<SigningKeyRow> rows) {
        return rows.stream().filter(row -> row.deletedAt == null).toList();
    }
}
