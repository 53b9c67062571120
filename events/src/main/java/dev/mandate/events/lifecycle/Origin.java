package dev.mandate.events.lifecycle;

import dev.mandate.events.cloudevents.WholeText;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a grant goes back to.
 *
 * @param reference what it was, up to 200 characters: the department of a birthright, or {@code *} for every worker's; the id of a
 *     request, review or delegation; the ticket or system that an administrator, an emergency or an import names, null if none
 */
public record Origin(Kind kind, @Nullable String reference) {
    private static final int MAX_REFERENCE = 200;

    public enum Kind {
        /** Follows from where somebody works, by a role's rule; nobody gave it. */
        BIRTHRIGHT,
        /** Was asked for and approved. */
        REQUEST,
        /** Was given or prolonged by a review. */
        REVIEW,
        /** Was handed on by another who holds it. */
        DELEGATION,
        /** Can't wait for anybody's approval. */
        EMERGENCY,
        /** Was held in another system before. */
        IMPORT,
        /** An administrator gave it in his own right. */
        ADMINISTRATOR;

        /** Of these it must be told which one. */
        private boolean needsReference() {
            return this == BIRTHRIGHT || this == REQUEST || this == REVIEW || this == DELEGATION;
        }
    }

    public Origin {
        Objects.requireNonNull(kind, "kind is missing");
        if (reference == null && kind.needsReference()) throw new IllegalArgumentException("reference is missing");
        if (reference != null && (reference.isBlank() || reference.length() > MAX_REFERENCE))
            throw new IllegalArgumentException("reference must have 1 to " + MAX_REFERENCE + " characters");
        if (reference != null && !WholeText.is(reference))
            throw new IllegalArgumentException("reference " + WholeText.RULE);
    }

    /** @param department as the role's rule has it; {@code *} for every worker */
    public static Origin birthright(String department) {
        return new Origin(Kind.BIRTHRIGHT, department);
    }

    public static Origin administrator() {
        return new Origin(Kind.ADMINISTRATOR, null);
    }
}
