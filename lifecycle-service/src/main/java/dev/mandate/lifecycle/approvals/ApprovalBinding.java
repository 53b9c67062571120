package dev.mandate.lifecycle.approvals;

import dev.mandate.events.digests.Sha256;
import dev.mandate.events.lifecycle.ApprovedCall;
import dev.mandate.lifecycle.sql.Rows;
import java.util.Comparator;
import java.util.List;

/** A digest that two calls have in common only if one approval is for both. */
final class ApprovalBinding {
    private ApprovalBinding() {}

    static String of(ApprovedCall call) {
        var demands = call.demands().stream()
                .map(Rows::json)
                .sorted(Comparator.naturalOrder())
                .toList();
        var all = List.of(
                call.caller(),
                call.subject().value(),
                String.valueOf(call.delegation()),
                call.session().value(),
                call.digest().toString(),
                call.policyVersion(),
                demands);
        return Sha256.of(Rows.json(all)).hex();
    }
}
