package dev.mandate.events.actions;

import org.jspecify.annotations.Nullable;

/**
 * What one use of a model took, in tokens.
 *
 * @param input read by the model, from a cache or not
 * @param output written by it, what it only thought too
 * @param atMost true where nobody counted, so that this is as much as it can have been; null where the model's provider told
 */
public record TokenUsage(long input, long output, @Nullable Boolean atMost) {
    /** Beyond any use, so that sums of many stay numbers. */
    public static final long MOST = 1_000_000_000_000L;

    public TokenUsage {
        if (input < 0 || input > MOST) throw new IllegalArgumentException("input must be 0 to " + MOST);
        if (output < 0 || output > MOST) throw new IllegalArgumentException("output must be 0 to " + MOST);
    }

    public long total() {
        return input + output;
    }
}
