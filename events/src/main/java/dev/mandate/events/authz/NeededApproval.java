package dev.mandate.events.authz;

import dev.mandate.events.ids.ApprovalId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The approval that an answer rests on: a denial names the one that would change it, an allow the one that it uses up.
 *
 * @param call exactly what it is for
 * @param asked this record of a denial is what asks for it; false where somebody has been asked already, and for an allow
 * @param before what the session did before, so that whoever is asked can tell; null where this doesn't ask
 */
public record NeededApproval(
        ApprovalId id,
        CallDigest call,
        boolean asked,
        @Nullable Before before) {
    public NeededApproval {
        Objects.requireNonNull(id, "id is missing");
        Objects.requireNonNull(call, "call is missing");
    }

    /** That somebody has been asked for already. */
    public NeededApproval(ApprovalId id, CallDigest call) {
        this(id, call, false, null);
    }

    /**
     * What a session was allowed so far.
     *
     * @param calls how many
     * @param labels of the tools that it called, in order
     */
    public record Before(long calls, List<String> labels) {
        public Before {
            if (calls < 0) throw new IllegalArgumentException("calls must not be negative");
            labels = labels == null ? List.of() : List.copyOf(labels);
        }
    }
}
