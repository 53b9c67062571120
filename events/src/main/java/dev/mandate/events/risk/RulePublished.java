package dev.mandate.events.risk;

import dev.mandate.events.administration.Actor;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A version of a risk rule was published. Nothing counts by that, and the risk job has no use for it.
 *
 * @param revision 1, since a version never changes
 * @param digest as findings name the version
 * @param level as Sigma has it, {@code informational} to {@code critical}
 * @param tests how many it brought; all passed
 * @param by who published it
 */
public record RulePublished(
        String rule,
        long version,
        long revision,
        boolean deleted,
        String digest,
        String title,
        String level,
        int tests,
        @Nullable String comment,
        Instant at,
        Actor by)
        implements RuleRecord {
    public RulePublished {
        RuleState.requireId(rule);
        if (version < 1) throw new IllegalArgumentException("version must be at least 1");
        Objects.requireNonNull(digest, "digest is missing");
        Objects.requireNonNull(title, "title is missing");
        Objects.requireNonNull(level, "level is missing");
        Objects.requireNonNull(at, "at is missing");
        Objects.requireNonNull(by, "by is missing");
    }

    @Override
    public String key() {
        return rule + "/" + version;
    }
}
