package dev.mandate.events.risk;

import dev.mandate.events.administration.Actor;
import java.time.Instant;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which versions of a risk rule count.
 *
 * @param rule Sigma's id of the rule, else its name
 * @param active what findings are raised by; null where the rule of this id that was shipped counts, or none
 * @param retired nothing of this id counts, not even what was shipped
 * @param shadow is watched beside it; null while nothing is
 * @param replaced what was active before, which completes the sequences that had begun
 * @param at when it became so
 * @param by subject of who made it so
 * @param actor who made it so, with his client and who acted for him; null in records from before there was this member
 */
public record RuleState(
        String rule,
        long revision,
        boolean deleted,
        @Nullable Version active,
        boolean retired,
        @Nullable Version shadow,
        @Nullable Replaced replaced,
        Instant at,
        String by,
        @Nullable Actor actor)
        implements RuleRecord {
    /** What a rule may be called. */
    public static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    /** Characters of a text at most, so that three of them stay under 512 KiB whatever they are. */
    public static final int MAX_TEXT = 40_000;

    public RuleState(
            String rule,
            long revision,
            boolean deleted,
            @Nullable Version active,
            boolean retired,
            @Nullable Version shadow,
            @Nullable Replaced replaced,
            Instant at,
            String by) {
        this(rule, revision, deleted, active, retired, shadow, replaced, at, by, null);
    }

    public RuleState {
        requireId(rule);
        Objects.requireNonNull(at, "at is missing");
        Objects.requireNonNull(by, "by is missing");
        if (retired && active != null) throw new IllegalArgumentException("a retired rule has no active version");
    }

    @Override
    public String key() {
        return rule;
    }

    static void requireId(String rule) {
        Objects.requireNonNull(rule, "rule is missing");
        if (!ID.matcher(rule).matches())
            throw new IllegalArgumentException("rule must be letters, digits, '.', '_' and '-', at most 64");
    }

    /**
     * @param digest as findings name the version
     * @param text the Sigma file
     */
    public record Version(long version, String digest, String text) {
        public Version {
            if (version < 1) throw new IllegalArgumentException("version must be at least 1");
            Objects.requireNonNull(digest, "digest is missing");
            Objects.requireNonNull(text, "text is missing");
            if (text.length() > MAX_TEXT)
                throw new IllegalArgumentException("text must have at most " + MAX_TEXT + " characters");
        }
    }

    /**
     * @param version null for the rule that was shipped
     * @param at since when it begins nothing any more
     */
    public record Replaced(@Nullable Version version, Instant at) {
        public Replaced {
            Objects.requireNonNull(at, "at is missing");
        }
    }
}
