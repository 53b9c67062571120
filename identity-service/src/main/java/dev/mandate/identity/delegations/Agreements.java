package dev.mandate.identity.delegations;

import dev.mandate.events.identity.AgreedKind;
import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.identity.ToolScope;
import dev.mandate.events.ids.DelegationId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.identities.Requester;
import dev.mandate.messaging.paging.Page;
import dev.mandate.messaging.paging.PageRequest;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What people agree to within their tasks instead of being asked call by call: delegations by the person who gave the task, made from it, that nobody acts under. They lie within the
 * task, and end with it. Every method needs a session, {@link #agree} a transaction.
 */
@ApplicationScoped
class Agreements {
    private final Delegations delegations;
    private final DelegationReading reading;
    private final DelegationStore store;
    private final InstantSource clock;

    Agreements(Delegations delegations, DelegationReading reading, DelegationStore store, InstantSource clock) {
        this.delegations = delegations;
        this.reading = reading;
        this.store = store;
        this.clock = clock;
    }

    /**
     * @param task under which somebody acts; to whoever didn't give it there is none
     * @param until null for as long as the task; a later end is the task's
     */
    Uni<Result<DelegationState, Refusal>> agree(
            DelegationId task, List<ToolScope> scope, @Nullable Instant until, AgreedKind kind, Requester by) {
        return delegations.chain(task).chain(found -> {
            var chain =
                    found.filter(it -> by.person().filter(it.person()::equals).isPresent());
            return chain.isEmpty()
                    ? Result.nowRefused(Refusal.unknown("/task"))
                    : delegations.make(request(chain.get().leaf(), scope, until, kind), by);
        });
    }

    private static DelegationRequest request(
            DelegationState task, List<ToolScope> scope, @Nullable Instant until, AgreedKind kind) {
        var end = until != null && until.isBefore(task.expiresAt()) ? until : task.expiresAt();
        return new DelegationRequest(task.agent(), task.task(), List.of(), scope, end, task.delegation(), null, kind);
    }

    /** Those of this person that count now, the latest first. */
    Uni<Page<DelegationState>> of(IdentityId person, PageRequest page) {
        return counting("", "", person.value(), page);
    }

    /** Those that count now within this task, the latest first; empty where the reader may not see the task. */
    Uni<Optional<Page<DelegationState>>> within(DelegationId task, Optional<IdentityId> reader, PageRequest page) {
        return reading.find(task, reader)
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().item(Optional.<Page<DelegationState>>empty())
                        : counting(task.value(), "", "", page).map(Optional::of));
    }

    /** Those that count now of calls by this agent and that the reader may see, the latest first. */
    Uni<Page<DelegationState>> ofAgent(IdentityId agent, Optional<IdentityId> reader, PageRequest page) {
        return reading.rootedIn(agent, reader).chain(person -> counting("", agent.value(), person, page));
    }

    private Uni<Page<DelegationState>> counting(String task, String agent, String person, PageRequest page) {
        return store.agreed(task, agent, person, clock.instant(), page)
                .map(rows -> page.of(rows, row -> row.id).map(DelegationRow::state));
    }
}
