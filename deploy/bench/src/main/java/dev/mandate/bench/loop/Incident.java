package dev.mandate.bench.loop;

import dev.mandate.bench.fixtures.Population;
import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.identity.ToolScope;
import dev.mandate.events.ids.DelegationId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * An agent that reads under one task and sends under the same or another one.
 *
 * @param owner of the agent, who delegates both tasks
 */
record Incident(IdentityId owner, IdentityId agent, DelegationId reading, DelegationId sending) {
    /** @param oneSession a rule by session finds it; else only a rule by agent does */
    static Incident of(int number, boolean oneSession) {
        var reading = DelegationId.next();
        return new Incident(
                Population.person(number),
                Population.agent(number),
                reading,
                oneSession ? reading : DelegationId.next());
    }

    List<DelegationState> delegations(Instant now) {
        return Stream.of(reading, sending)
                .distinct()
                .map(task -> state(task, now, 1, DelegationState.Status.ACTIVE))
                .toList();
    }

    /** The task under which it sends, as its owner tells that it was revoked. */
    DelegationState revoked(Instant now) {
        return state(sending, now, 2, DelegationState.Status.REVOKED);
    }

    private DelegationState state(DelegationId task, Instant now, long revision, DelegationState.Status status) {
        return new DelegationState(
                task,
                revision,
                false,
                SessionId.of(task),
                null,
                owner,
                agent,
                "task",
                List.of(),
                List.of(new ToolScope(Loop.READS, List.of()), new ToolScope(Loop.SENDS, List.of())),
                now.minusSeconds(60),
                now.plusSeconds(3600),
                status,
                null,
                1,
                null,
                null);
    }
}
