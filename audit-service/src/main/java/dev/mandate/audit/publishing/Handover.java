package dev.mandate.audit.publishing;

import dev.mandate.messaging.publishing.ActiveVersion;
import dev.mandate.messaging.publishing.ChangeHistory;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What began nothing any more from then on, and completes the sequences that had begun.
 *
 * @param version null for the rule that was shipped
 */
record Handover(@Nullable Long version, Instant at) {
    /**
     * The newest one. A change of the shadow ends nothing that it still has to complete.
     *
     * @return null if there was none: a retired rule completes nothing, and a rule that comes back finds nothing to complete
     */
    static @Nullable Handover of(ChangeHistory history) {
        @Nullable Handover newest = null;
        var before = ActiveVersion.SHIPPED;
        for (var since : history.activeVersions()) {
            var after = since.version();
            var at = since.at();
            if (at == null || after.equals(before)) continue;
            newest = before.retired() || after.retired() ? null : new Handover(before.version(), at);
            before = after;
        }
        return newest;
    }
}
