package dev.mandate.audit.profiles;

import dev.mandate.events.risk.ProfileTally;
import dev.mandate.events.risk.ProfileTally.Aspect;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Adds sessions to tallies; pure. */
final class Tallies {
    private static final int MAX_KINDS = 128;
    private static final double FORGOTTEN = 0.05;

    private Tallies() {}

    /** Counts one more session of the lesson's kind of task. */
    static ProfileTally plus(@Nullable ProfileTally before, Lesson lesson, Aspect aspect, String subject) {
        if (before == null || before.deleted())
            return new ProfileTally(
                    lesson.agent(),
                    aspect,
                    subject,
                    before == null ? 1 : before.revision() + 1,
                    false,
                    Map.of(lesson.kind(), 1.0),
                    lesson.at());
        var at = latest(before.at(), lesson.at());
        var counts = decayed(before, at);
        counts.merge(lesson.kind(), 1.0, Double::sum);
        while (counts.size() > MAX_KINDS) counts.remove(least(counts, lesson.kind()));
        return new ProfileTally(lesson.agent(), aspect, subject, before.revision() + 1, false, counts, at);
    }

    private static Map<String, Double> decayed(ProfileTally tally, Instant now) {
        var factor = Decay.factor(tally.at(), now);
        var left = new HashMap<String, Double>();
        tally.sessions().forEach((kind, count) -> {
            if (count * factor >= FORGOTTEN) left.put(kind, count * factor);
        });
        return new LinkedHashMap<>(left);
    }

    private static String least(Map<String, Double> counts, String except) {
        return counts.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(except))
                .min(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
