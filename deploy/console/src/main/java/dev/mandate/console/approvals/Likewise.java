package dev.mandate.console.approvals;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a person chose of calls like the one that he is asked about.
 *
 * @param against what to do about it where it is no choice; else empty
 * @param until null for as long as the task
 */
record Likewise(
        String against,
        List<LikeCalls.Limit> limits,
        @Nullable Instant until) {
    /** As the form has them. */
    private static final Map<String, Duration> LASTING =
            Map.of("15", Duration.ofMinutes(15), "60", Duration.ofHours(1), "", Duration.ZERO);

    static Likewise of(AskedCall asked, @Nullable List<String> arguments, @Nullable String lasting, Instant now) {
        var like = asked.like();
        if (like == null) return refused("Each call like this is asked for; answer this one.");
        var chosen = like.chosen(arguments == null ? new HashSet<>() : new HashSet<>(arguments));
        if (chosen.isEmpty()) return refused("Hold calls like this to something at least; nothing was answered.");
        var span = LASTING.get(lasting == null ? "15" : lasting);
        if (span == null) return refused("Choose how long it is to last; nothing was answered.");
        return new Likewise("", chosen, span.isZero() ? null : now.plus(span));
    }

    private static Likewise refused(String advice) {
        return new Likewise(advice, List.of(), null);
    }
}
