package dev.mandate.identity.signals;

import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.identity.SignalEvent;
import dev.mandate.events.identity.TokenEvent;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.browser.BrowserConfig;
import dev.mandate.identity.identities.Identities;
import dev.mandate.identity.identities.RolesListener;
import dev.mandate.messaging.outbox.OutboxListener;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What goes on record becomes what receivers have still to hear, in the same transaction: neither is there without the other. */
@ApplicationScoped
class Derivation implements OutboxListener, RolesListener {
    private final SignalledStates signalled;
    private final PendingStore pending;
    private final Logouts logouts;
    private final Identities identities;
    private final SignalConfig config;
    private final SignalWords words;
    private final InstantSource clock;

    Derivation(
            SignalledStates signalled,
            PendingStore pending,
            Logouts logouts,
            Identities identities,
            SignalConfig config,
            BrowserConfig browser,
            InstantSource clock) {
        this.signalled = signalled;
        this.pending = pending;
        this.logouts = logouts;
        this.identities = identities;
        this.config = config;
        this.words = new SignalWords(browser.issuer());
        this.clock = clock;
    }

    @Override
    public Uni<Void> published(List<?> events) {
        var now = clock.instant();
        var states = new ArrayList<IdentityState>();
        Uni<Void> logout = Uni.createFrom().voidItem();
        var signals = new ArrayList<Signal>();
        for (var event : events) {
            if (event instanceof IdentityState state) {
                states.add(state);
                words.purged(state, now).ifPresent(signals::add);
            }
            if (event instanceof DelegationState it) words.of(it, now).ifPresent(signals::add);
            if (event instanceof TokenEvent it) words.of(it, now).ifPresent(signals::add);
            if (event instanceof SignalEvent it) words.of(it).ifPresent(signals::add);
            if (event instanceof SignalEvent.SessionEstablished it)
                words.assurance(it).ifPresent(signals::add);
            if (event instanceof SignalEvent.SessionEnded it) logout = logout.chain(() -> logouts.of(it, now));
        }
        var told = logout;
        if (states.isEmpty()) return told(signals).chain(() -> told);
        return signalled.changes(states).chain(changes -> told(changes, signals, now));
    }

    @Override
    public Uni<Void> changed(Map<IdentityId, List<String>> roles) {
        var now = clock.instant();
        return told(roles.entrySet().stream()
                .map(his -> words.groups(his.getKey(), his.getValue(), now))
                .toList());
    }

    private Uni<Void> told(List<SignalledStates.Change> changes, List<Signal> signals, Instant now) {
        Uni<Void> logout = Uni.createFrom().voidItem();
        for (var change : changes) {
            var state = change.state();
            if (change.enabled() != null) signals.add(words.account(state, change.enabled(), now));
            if (!change.revoked()) continue;
            signals.add(words.allRevoked(state, now));
            var voidBefore = state.tokensVoidBefore();
            if (voidBefore != null && state.identity().isPerson())
                logout = logout.chain(() -> logouts.ofAll(state.identity(), voidBefore, now));
        }
        var told = logout;
        return below(changes, now)
                .invoke(signals::addAll)
                .chain(() -> told(signals))
                .chain(() -> told);
    }

    /**
     * Agents that a stopped one made get no token any more: what they had is told to be void, since they get another once they may act again.
     * Each once, however many above it are stopped at once, and none that had ended before.
     */
    private Uni<List<Signal>> below(List<SignalledStates.Change> changes, Instant now) {
        var stopped = changes.stream()
                .filter(change -> change.state().identity().isAgent() && Boolean.FALSE.equals(change.enabled()))
                .map(SignalledStates.Change::state)
                .toList();
        return identities
                .below(stopped.stream().map(IdentityState::identity).toList())
                .map(below -> below.stream()
                        .map(agent -> words.revokedWith(stopped.get(0), agent, now))
                        .toList());
    }

    private Uni<Void> told(List<Signal> signals) {
        return signals.isEmpty()
                ? Uni.createFrom().voidItem()
                : pending.add(signals, config.defaultSubjects() == SignalConfig.Subjects.ALL, clock.instant());
    }
}
