package dev.mandate.audit.identities;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.ids.DelegationId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import dev.mandate.messaging.projection.StateListener;
import dev.mandate.messaging.projection.StateProjection;
import dev.mandate.messaging.projection.StateProjections;
import dev.mandate.messaging.security.StoppedIdentities;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Who answers for what an agent does, from the newest state of identities and delegations. Once known, a person stays
 * known here after a delegation ended, since actions may be told late.
 */
@ApplicationScoped
public class Accountable {
    private static final Logger LOG = Logger.getLogger(Accountable.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final KnownClients clients;
    private final InstantSource clock;
    private final Map<String, IdentityState> identities = new ConcurrentHashMap<>();
    private final Map<String, DelegationState> delegations = new ConcurrentHashMap<>();
    private final StateProjection<IdentityState> identityStates;
    private final StateProjection<DelegationState> delegationStates;

    @Inject
    Accountable(StateProjections projections, StoppedIdentities stopped, KnownClients clients, InstantSource clock) {
        this.clients = clients;
        this.clock = clock;
        stopped.tell(new Identities());
        identityStates = stopped.stream();
        delegationStates = projections.of(DelegationState.FAMILY, new Delegations());
    }

    void start(@Observes @Priority(1) StartupEvent event) {
        identityStates.start();
        delegationStates.start();
        awaitCaughtUp(clock.instant().plus(PATIENCE));
    }

    /** Before the first event is taken, so that the backlog of a restart is told with its persons. */
    private void awaitCaughtUp(Instant latest) {
        while (!caughtUp() && clock.instant().isBefore(latest)) LockSupport.parkNanos(PAUSE.toNanos());
        if (!caughtUp()) LOG.warn("identities and delegations are still being read; events until then name no person");
    }

    void stop(@Observes ShutdownEvent event) {
        identityStates.close();
        delegationStates.close();
    }

    /** True once everything that was known at the start is known here. */
    public boolean caughtUp() {
        return identityStates.caughtUp() && delegationStates.caughtUp();
    }

    /**
     * The person of the session's root delegation, else that of the delegation that is named, else the agent's owner, else the person of the session himself; empty for what
     * nobody here knows.
     */
    public Optional<IdentityId> person(
            @Nullable SessionId session, @Nullable DelegationId delegation, @Nullable IdentityId agent) {
        if (session != null && root(session.value()).isPresent()) return root(session.value());
        var known = delegation == null ? null : delegations.get(delegation.value());
        if (known != null) return root(known.session().value());
        if (agent == null) return Optional.empty();
        if (agent.isPerson()) return Optional.of(agent);
        return Optional.ofNullable(identities.get(agent.value())).map(IdentityState::owner);
    }

    /** What the person of the root delegation said that the task names; empty where an agent said it, and for what isn't known. */
    public List<String> taskIdentifiers(SessionId session) {
        var root = delegations.get(session.value());
        return root == null ? List.of() : root.personsIdentifiers();
    }

    /** Of whoever is known. */
    Optional<IdentityState> identity(IdentityId id) {
        return known(id.value());
    }

    /** @param id what a record has in place of one, which may be anything */
    Optional<IdentityState> known(String id) {
        return Optional.ofNullable(identities.get(id));
    }

    /** The id of someone who is not known. */
    public String displayName(IdentityId id) {
        var known = identities.get(id.value());
        return known == null ? id.value() : known.displayName();
    }

    /** The display name and the id; the id alone of someone who is not known. */
    public String named(IdentityId id) {
        var known = identities.get(id.value());
        return known == null ? id.value() : known.displayName() + " (" + id + ")";
    }

    /** Who did something, by which client and through whom. */
    public String named(Actor by) {
        var subject = by.identity().map(this::named).orElseGet(() -> clients.named(by.subject()));
        var client = by.subject().equals(by.client()) ? "" : " by " + clients.named(by.client());
        var through = by.chain().stream().map(Actor.Acting::subject).collect(Collectors.joining(", for "));
        return subject + client + (through.isEmpty() ? "" : " through " + through);
    }

    private Optional<IdentityId> root(String session) {
        if (!session.startsWith(DelegationId.PREFIX)) return Optional.empty();
        return Optional.ofNullable(delegations.get(session)).map(DelegationState::delegator);
    }

    /** What the person who began the session asked for, in his words; empty where no delegation began it, or an agent worded it. */
    public Optional<String> taskWords(SessionId session) {
        return Optional.ofNullable(delegations.get(session.value())).flatMap(DelegationState::personsTask);
    }

    /** The tools that he named for it; empty where an agent put them together. */
    public List<String> taskTools(SessionId session) {
        var root = delegations.get(session.value());
        return root == null ? List.of() : root.personsTools();
    }

    private final class Identities implements StateListener<IdentityState> {
        @Override
        public void applied(IdentityState state) {
            identities.put(state.identity().value(), state);
        }

        @Override
        public void removed(String key) {
            identities.remove(key);
        }
    }

    private final class Delegations implements StateListener<DelegationState> {
        @Override
        public void applied(DelegationState state) {
            if (!state.deleted()) delegations.put(state.delegation().value(), state);
        }

        @Override
        public void removed(String key) {
            delegations.remove(key);
        }
    }
}
