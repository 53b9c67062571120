package dev.mandate.audit.accountability;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.mandate.audit.accountability.AgentRecords.Recorded;
import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.identity.IdentityState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who answers for an agent.
 *
 * @param owner the person who owns it now
 * @param since when he became its owner
 * @param records the trail's lines from which this is known: {@code GET /trail/{id}}
 * @param owners all of them, the first one first
 * @param delegations what it may act under, or could, by the newest state of each
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Accountability(
        String agent,
        String displayName,
        String status,
        @Nullable String statusReason,
        @Nullable String owner,
        @Nullable Instant since,
        List<String> records,
        List<Ownership> owners,
        List<Delegated> delegations) {

    /** @param until null for the present owner */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Ownership(String owner, Instant from, @Nullable Instant until, String record) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Delegated(
            String delegation,
            String session,
            String delegator,
            String task,
            String status,
            Instant expiresAt,
            String record) {}

    /** Empty if no record of the agent is known. */
    static Optional<Accountability> of(
            List<Recorded<IdentityState>> states, List<Recorded<DelegationState>> delegations) {
        if (states.isEmpty()) return Optional.empty();
        var now = states.get(states.size() - 1);
        var owners = owners(states);
        var present = owners.isEmpty() ? null : owners.get(owners.size() - 1);
        var records = new ArrayList<String>();
        if (present != null) records.add(present.record());
        if (!records.contains(now.record())) records.add(now.record());
        return Optional.of(new Accountability(
                now.state().identity().value(),
                now.state().displayName(),
                AgentRecords.lower(now.state().status()),
                now.state().statusReason(),
                present == null ? null : present.owner(),
                present == null ? null : present.from(),
                records,
                owners,
                newest(delegations)));
    }

    private static List<Ownership> owners(List<Recorded<IdentityState>> states) {
        var owners = new ArrayList<Ownership>();
        for (var recorded : states) {
            var owner = recorded.state().owner();
            if (owner == null) continue;
            var last = owners.isEmpty() ? null : owners.get(owners.size() - 1);
            if (last != null && last.owner().equals(owner.value())) continue;
            if (last != null)
                owners.set(owners.size() - 1, new Ownership(last.owner(), last.from(), recorded.at(), last.record()));
            owners.add(new Ownership(owner.value(), recorded.at(), null, recorded.record()));
        }
        return owners;
    }

    private static List<Delegated> newest(List<Recorded<DelegationState>> delegations) {
        var newest = new LinkedHashMap<String, Delegated>();
        for (var recorded : delegations) {
            var state = recorded.state();
            newest.put(
                    state.delegation().value(),
                    new Delegated(
                            state.delegation().value(),
                            state.session().value(),
                            state.delegator().value(),
                            state.task(),
                            AgentRecords.lower(state.status()),
                            state.expiresAt(),
                            recorded.record()));
        }
        return List.copyOf(newest.values());
    }
}
