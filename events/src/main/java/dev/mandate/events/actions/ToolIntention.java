package dev.mandate.events.actions;

import org.jspecify.annotations.Nullable;

/**
 * A model has asked for a tool. Nothing was called by that.
 *
 * @param tool as the model was told that it is called, which need not be its name in the catalogue; at most 200 characters
 * @param digest SHA-256 of the arguments, {@code sha256:…}; null where they were too long to be looked at
 */
public record ToolIntention(String tool, @Nullable String digest) {
    public static final int LONGEST_NAME = 200;

    public ToolIntention {
        if (tool == null || tool.isBlank() || tool.length() > LONGEST_NAME)
            throw new IllegalArgumentException("tool must have 1 to " + LONGEST_NAME + " characters");
        if (digest != null && digest.length() > 100)
            throw new IllegalArgumentException("digest must have at most 100 characters");
    }
}
