package dev.mandate.audit.engine.sigma.correlation;

import dev.mandate.audit.engine.sigma.correlation.types.Level;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What has begun in a group and is not a match yet.
 *
 * @param rule its id
 * @param version digest of its text, as findings name it
 * @param watched it is only watched: a match will alert nobody
 * @param attested of actions that a decision speaks for; a match of others restricts nobody
 * @param seen names of the steps that have happened, in the order of the rule
 * @param waitsFor names of the steps that would complete it; for a sequence in order, the next one first
 * @param progress of a counting rule: what was counted or summed so far; null for the others
 * @param since event time of the first of the events that count
 * @param until when the first of them no longer counts
 */
public record OpenSequence(
        String rule,
        String version,
        String title,
        Level level,
        boolean watched,
        boolean attested,
        List<String> seen,
        List<String> waitsFor,
        @Nullable Double progress,
        Instant since,
        Instant until) {
    public OpenSequence {
        seen = List.copyOf(seen);
        waitsFor = List.copyOf(waitsFor);
    }
}
