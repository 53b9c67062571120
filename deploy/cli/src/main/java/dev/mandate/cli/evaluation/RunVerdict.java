package dev.mandate.cli.evaluation;

import dev.mandate.authz.engine.policies.SessionPolicies.Stop;
import dev.mandate.events.cloudevents.EventJson;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the rules and the decision made of one run.
 *
 * @param alerted there is a finding of severity medium or higher
 * @param severity of the gravest finding, in Sigma's words; null without any
 * @param rules names of all that found something
 * @param alertedAt index of the call that raised the first finding of severity medium or higher
 * @param stopped the calls that would not have run as they were recorded, in their order
 * @param unsendable calls that no platform could send, as {@code line 3, call 2: why}; they are left out
 */
record RunVerdict(
        String id,
        boolean alerted,
        @Nullable String severity,
        List<String> rules,
        @Nullable Integer alertedAt,
        List<StoppedCall> stopped,
        List<String> unsendable) {
    /**
     * A call that the decision would have stopped before it ran.
     *
     * @param by each policy that stops it, or {@code risk_level}; the first decides
     */
    record StoppedCall(int index, List<Stop> by) {
        boolean held() {
            return by.get(0).held();
        }
    }

    /** The same without a policy: policies find nothing and teach nothing, so that nothing else changes. */
    RunVerdict without(String policy) {
        var left = stopped.stream()
                .map(call -> new StoppedCall(
                        call.index(),
                        call.by().stream()
                                .filter(stop -> !stop.by().equals(policy))
                                .toList()))
                .filter(call -> !call.by().isEmpty())
                .toList();
        return new RunVerdict(id, alerted, severity, rules, alertedAt, left, unsendable);
    }

    /** Index of the first call that would not have run as it was recorded; null where all would have. */
    @Nullable
    Integer stoppedAt() {
        return first(call -> true);
    }

    /** What stopped the first call that was denied or held: a policy, or {@code risk_level}. */
    @Nullable
    String stoppedBy() {
        return stopped.isEmpty() ? null : stopped.get(0).by().get(0).by();
    }

    /** The first call that was stopped was denied. What comes after it was recorded of a run that would have gone otherwise. */
    boolean denied() {
        return !stopped.isEmpty() && !stopped.get(0).held();
    }

    /** The first call that was stopped was held for approval. */
    boolean held() {
        return !stopped.isEmpty() && stopped.get(0).held();
    }

    private @Nullable Integer first(Predicate<StoppedCall> which) {
        Optional<StoppedCall> call = stopped.stream().filter(which).findFirst();
        return call.isPresent() ? Integer.valueOf(call.get().index()) : null;
    }

    /** All members on one line, {@code null} where there is nothing to say. */
    String json() {
        var line = EventJson.mapper().createObjectNode();
        line.put("id", id).put("alerted", alerted).put("severity", severity);
        var names = line.putArray("rules");
        rules.forEach(names::add);
        line.put("alertedAt", alertedAt).put("stoppedAt", stoppedAt());
        return line.put("deniedAt", first(call -> !call.held()))
                .put("heldAt", first(StoppedCall::held))
                .put("stoppedBy", stoppedBy())
                .toString();
    }
}
