package dev.mandate.messaging.publishing;

import org.jspecify.annotations.Nullable;

/** What counts of an artifact: a version, nothing, or, if both are absent, what was shipped, where something was. */
public record Standing(@Nullable Long version, boolean retired) {
    public static final Standing SHIPPED = new Standing(null, false);
    public static final Standing RETIRED = new Standing(null, true);
}
