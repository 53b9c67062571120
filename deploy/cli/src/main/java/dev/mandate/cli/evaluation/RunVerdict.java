package dev.mandate.cli.evaluation;

import dev.mandate.events.cloudevents.EventJson;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the rules and the decision made of one run.
 *
 * @param alerted there is a finding of severity medium or higher
 * @param severity of the gravest finding, in Sigma's words; null without any
 * @param rules names of all that found something
 * @param alertedAt index of the call that raised the first finding of severity medium or higher
 * @param deniedAt index of the first call that the decision would have denied before it ran
 * @param heldAt index of the first call that it would have held until the accountable person has approved
 * @param stoppedBy what stopped the first call that was denied or held: a policy, or {@code risk_level}
 * @param unsendable calls that no platform could send, as {@code line 3, call 2: why}; they are left out
 */
record RunVerdict(
        String id,
        boolean alerted,
        @Nullable String severity,
        List<String> rules,
        @Nullable Integer alertedAt,
        @Nullable Integer deniedAt,
        @Nullable Integer heldAt,
        @Nullable String stoppedBy,
        List<String> unsendable) {

    /** Index of the first call that would not have run as it was recorded; null where all would have. */
    @Nullable
    Integer stoppedAt() {
        if (deniedAt == null) return heldAt;
        return heldAt == null ? deniedAt : Integer.valueOf(Math.min(deniedAt, heldAt));
    }

    /** The first call that was stopped was denied. What comes after it was recorded of a run that would have gone otherwise. */
    boolean denied() {
        return deniedAt != null && (heldAt == null || deniedAt <= heldAt);
    }

    /** The first call that was stopped was held for approval. */
    boolean held() {
        return heldAt != null && !denied();
    }

    /** All members on one line, {@code null} where there is nothing to say. */
    String json() {
        var line = EventJson.mapper().createObjectNode();
        line.put("id", id).put("alerted", alerted).put("severity", severity);
        var names = line.putArray("rules");
        rules.forEach(names::add);
        line.put("alertedAt", alertedAt).put("stoppedAt", stoppedAt());
        return line.put("deniedAt", deniedAt)
                .put("heldAt", heldAt)
                .put("stoppedBy", stoppedBy)
                .toString();
    }
}
