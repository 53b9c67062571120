package dev.mandate.authz.outcomes;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.authz.engine.sessions.Receipts;
import dev.mandate.authz.recording.ShownTexts;
import dev.mandate.authz.recording.ToldFields;
import dev.mandate.authz.recording.TrustedValues;
import dev.mandate.events.actions.ToolResult;
import dev.mandate.events.actions.ToolResult.Status;
import dev.mandate.events.ids.DecisionId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What whoever made a call says became of it.
 *
 * @param answer what the tool answered, or its beginning; looked through for identifiers, and kept nowhere. Null where it isn't told
 * @param document the same as JSON, from whose top its tool's owner names fields; a text may be a document itself. Only which identifiers of
 *     {@code answer} stand in them is read of it, and what an operator keeps. Null where it isn't told
 * @param size of the whole answer in characters; null where {@code answer} is all of it
 * @param suspicious a content classifier's verdict that the answer carries instructions; null where none ran
 * @param ago how long ago the call was begun
 */
public record Report(
        Status status,
        @Nullable String answer,
        @Nullable JsonNode document,
        @Nullable Long size,
        @Nullable Boolean suspicious,
        Duration ago) {
    /**
     * As it goes on record. Of an answer of which not all was told it says so: strangers may have written the rest.
     *
     * @param fields of the tool's answers of which more is told than what they identify
     * @param decision by which the call was made
     * @param receipts by which it is told which answer it was
     */
    ToolResult result(ToldFields fields, DecisionId decision, Receipts receipts) {
        var shown = new ShownTexts();
        if (answer != null) shown.add(answer);
        var told = shown.told(status, fields, () -> document == null ? null : TrustedValues.document(document));
        var whole = size == null ? told.size() : Math.max(size, told.size());
        var untold = answer == null ? status != Status.BLOCKED && (size == null || size > 0) : whole > told.size();
        var incomplete = untold || told.incomplete() != null ? Boolean.TRUE : null;
        var mac = answer == null || untold ? null : receipts.answer(decision, answer.getBytes(UTF_8));
        return new ToolResult(
                status, whole, told.identifiers(), suspicious, incomplete, told.trusted(), told.kept(), mac);
    }
}
