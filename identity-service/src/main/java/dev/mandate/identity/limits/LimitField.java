package dev.mandate.identity.limits;

import io.quarkus.qute.TemplateData;
import org.jspecify.annotations.Nullable;

/**
 * A field of a page in which a person limits a tool further.
 *
 * @param id of the element
 * @param name by which the form sends it
 * @param hint what may be typed; empty for nothing to say
 * @param lines how many there are to type in; 0 for a number
 * @param value what was typed, or what was asked for
 * @param fault what is wrong with what was typed; null where nothing is
 */
@TemplateData
public record LimitField(
        String id,
        String name,
        String label,
        String hint,
        int lines,
        String value,
        @Nullable String fault) {
    public boolean isNumber() {
        return lines == 0;
    }

    /** What describes it to who doesn't see the page. */
    public String describedBy() {
        return ((fault == null ? "" : id + "-fault ") + (hint.isEmpty() ? "" : id + "-hint")).strip();
    }
}
