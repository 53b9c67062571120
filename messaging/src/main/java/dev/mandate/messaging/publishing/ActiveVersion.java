package dev.mandate.messaging.publishing;

import org.jspecify.annotations.Nullable;

/** What counts of an artifact: a version, nothing, or, if both are absent, what was shipped, where something was. */
public record ActiveVersion(@Nullable Long version, boolean retired) {
    public static final ActiveVersion SHIPPED = new ActiveVersion(null, false);
    public static final ActiveVersion RETIRED = new ActiveVersion(null, true);
}
