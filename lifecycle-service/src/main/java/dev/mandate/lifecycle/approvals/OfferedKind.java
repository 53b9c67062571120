package dev.mandate.lifecycle.approvals;

import dev.mandate.events.authz.Obligation;
import dev.mandate.events.cloudevents.PlainText;
import dev.mandate.events.identity.Constraint;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What may be agreed to beyond the one call, at identity-service ({@code POST /agreements}), by whose task it is: calls of the same tool, within limits, as long as the task lasts.
 *
 * @param tool that is called
 * @param limits of which some are chosen; each holds of the call that was asked for
 * @param policies that demand the approval
 * @param policyVersion by which they did
 * @param arguments names of all that the call had; one with others is asked for
 */
record OfferedKind(
        String tool, List<Constraint> limits, List<String> policies, String policyVersion, List<String> arguments) {
    private static final String TOOL = "tool/";

    /** Empty where each call is asked for: no task, somebody else who answers, the risk that asks, somebody who gets something by it, nothing to limit. */
    static Optional<OfferedKind> of(Approval it) {
        var call = it.call();
        var ofATool = call.resource().startsWith(TOOL) && it.shown().application() != null;
        var his = it.approver() != null && it.approver().equals(it.person());
        var byPolicies = call.demands().stream()
                .allMatch(demand ->
                        demand.policy() != null && Approval.approvers(demand).role() == null);
        if (call.delegation() == null
                || !ofATool
                || !his
                || !byPolicies
                || call.subject().isPerson()
                || it.shown().isReceived()
                || it.shown().limits().isEmpty()
                || !it.shown().names().stream().allMatch(PlainText::is)) return Optional.empty();
        return Optional.of(new OfferedKind(
                call.resource().substring(TOOL.length()),
                it.shown().limits(),
                call.demands().stream()
                        .map(Obligation::policy)
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList(),
                call.policyVersion(),
                it.shown().names()));
    }
}
