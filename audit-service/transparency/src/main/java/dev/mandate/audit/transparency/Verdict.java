package dev.mandate.audit.transparency;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether the trail is as it was signed.
 *
 * @param newest the newest checkpoint that it was held against; null where there is none
 * @param where it was found
 * @param held how many lines were held against it one by one
 * @param passedOver how many weren't, since they are older than what was asked for; what was kept of them is as it was signed
 * @param unsigned how many lines came after the newest checkpoint, of which nothing can be said yet
 * @param doubts the first of them
 * @param more how many doubts there are beside these
 */
public record Verdict(
        @Nullable Checkpoint newest,
        String where,
        long held,
        long passedOver,
        long unsigned,
        List<Doubt> doubts,
        long more) {
    public boolean isSound() {
        return doubts.isEmpty();
    }
}
