package dev.mandate.console.frame;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What somebody typed as one line, into a field in which Enter sends nothing: whoever ends a line there has said neither yes nor no. */
public final class TypedLine {
    private TypedLine() {}

    /** Empty where nothing was sent. */
    public static String of(@Nullable String typed) {
        return Objects.requireNonNullElse(typed, "").strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
