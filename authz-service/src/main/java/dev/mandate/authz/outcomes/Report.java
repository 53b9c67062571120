package dev.mandate.authz.outcomes;

import dev.mandate.authz.recording.ShownTexts;
import dev.mandate.events.actions.ToolResult;
import dev.mandate.events.actions.ToolResult.Status;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What whoever made a call says became of it.
 *
 * @param answer what the tool answered, or its beginning; looked through for identifiers, and kept nowhere. Null where it isn't told
 * @param size of the whole answer in characters; null where {@code answer} is all of it
 * @param suspicious a content classifier's verdict that the answer carries instructions; null where none ran
 * @param ago how long ago the call was begun
 */
public record Report(
        Status status,
        @Nullable String answer,
        @Nullable Long size,
        @Nullable Boolean suspicious,
        Duration ago) {
    /** As it goes on record. Of an answer of which not all was told it says so: strangers may have written the rest. */
    ToolResult result() {
        var shown = new ShownTexts();
        if (answer != null) shown.add(answer);
        var told = shown.told(status);
        var whole = size == null ? told.size() : Math.max(size, told.size());
        var untold = answer == null ? status != Status.BLOCKED && (size == null || size > 0) : whole > told.size();
        var incomplete = untold || told.incomplete() != null ? Boolean.TRUE : null;
        return new ToolResult(status, whole, told.identifiers(), suspicious, incomplete);
    }
}
