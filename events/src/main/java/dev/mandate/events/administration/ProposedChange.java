package dev.mandate.events.administration;

import dev.mandate.events.cloudevents.PlainText;
import java.util.List;
import java.util.Objects;

/**
 * A change with a far reach, as people are told of it.
 *
 * @param kind what is changed, such as {@code issuer} or {@code policies}
 * @param subject its id there
 * @param summary one line: what becomes of it
 * @param touches one line each: whom it reaches, and how
 * @param digest SHA-256, in hexadecimal, of all that would be done and of what it was proposed against
 */
public record ProposedChange(String kind, String subject, String summary, List<String> touches, String digest) {
    /** Characters of the summary and of each line. */
    public static final int LONGEST_LINE = 400;

    public static final int MOST_LINES = 30;

    public ProposedChange {
        line(kind, "kind");
        line(subject, "subject");
        line(summary, "summary");
        touches = touches == null ? List.of() : List.copyOf(touches);
        if (touches.size() > MOST_LINES) throw new IllegalArgumentException("touches has more than 30 lines");
        touches.forEach(touch -> line(touch, "touches"));
        line(digest, "digest");
    }

    private static void line(String text, String name) {
        Objects.requireNonNull(text, () -> name + " is missing");
        if (text.isBlank() || text.length() > LONGEST_LINE)
            throw new IllegalArgumentException(name + " must have 1 to " + LONGEST_LINE + " characters");
        if (!PlainText.is(text)) throw new IllegalArgumentException(name + " " + PlainText.RULE);
    }
}
