package dev.mandate.lifecycle.approvals;

import dev.mandate.events.ids.ApprovalId;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.lifecycle.ApprovalState.Status;
import dev.mandate.events.lifecycle.ApprovedCall;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Approvals that wait, for tests of what is said of them. */
final class Asked {
    static final IdentityId ADA = new IdentityId("per_ada");

    private Asked() {}

    /** For Ada. */
    static Approval about(ApprovedCall call, @Nullable IdentityId approver, ShownCall shown) {
        return new Approval(
                new ApprovalId("apr_one"),
                1,
                Status.ASKED,
                call,
                new DecisionId("dec_one"),
                ADA,
                approver,
                Set.of(),
                shown,
                Receivers.NOBODY,
                Instant.EPOCH,
                Instant.MAX,
                null,
                null,
                false,
                Instant.EPOCH);
    }
}
