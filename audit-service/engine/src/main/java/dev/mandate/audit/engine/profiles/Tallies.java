package dev.mandate.audit.engine.profiles;

import dev.mandate.events.cloudevents.EncodedText;
import dev.mandate.events.risk.ProfileTally;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Adds sessions to tallies; pure. */
final class Tallies {
    private static final int MAX_KINDS = 128;
    /** Of what a tally counts by, as written; the rest of its record takes less than 8 KiB. */
    private static final int MAX_BYTES = 56 * 1024;
    /** Quotes, punctuation and a number with its fractions. */
    private static final int AROUND = 32;

    private static final double FORGOTTEN = 0.05;

    private Tallies() {}

    /** Counts one more session. */
    public static ProfileTally plus(@Nullable ProfileTally before, ProfileSample sample, ProfileSample.Entry entry) {
        var at = before == null ? sample.at() : latest(before.at(), sample.at());
        var counts = before == null ? new HashMap<String, Double>() : decayed(before, at);
        for (var by : entry.by()) counts.merge(by, 1.0, Double::sum);
        bound(counts);
        return new ProfileTally(
                sample.agent(),
                entry.aspect(),
                entry.subject(),
                before == null ? 1 : before.revision() + 1,
                false,
                counts,
                at);
    }

    /** The rarest go first. */
    private static void bound(Map<String, Double> counts) {
        int bytes = 0;
        for (var by : counts.keySet()) bytes += AROUND + EncodedText.bytes(by);
        while (counts.size() > MAX_KINDS || bytes > MAX_BYTES) {
            var least = least(counts);
            counts.remove(least);
            bytes -= AROUND + EncodedText.bytes(least);
        }
    }

    private static Map<String, Double> decayed(ProfileTally tally, Instant now) {
        var factor = Decay.factor(tally.at(), now);
        var left = new HashMap<String, Double>();
        tally.sessions().forEach((kind, count) -> {
            if (count * factor >= FORGOTTEN) left.put(kind, Math.round(count * factor * 1000) / 1000.0);
        });
        return left;
    }

    private static String least(Map<String, Double> counts) {
        return counts.entrySet().stream()
                .filter(count -> !count.getKey().equals(ProfileSample.ALL)) // by which the others are measured
                .min(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
