package dev.mandate.arguments.schema;

import org.jspecify.annotations.Nullable;

/** What one keyword of a schema asks of a value: of one that it says nothing about, nothing. */
@FunctionalInterface
interface Keyword {
    /** Tells the trial what is wrong where it doesn't hold. */
    boolean holds(@Nullable Object value, Trial trial);
}
