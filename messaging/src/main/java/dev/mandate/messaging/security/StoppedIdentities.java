package dev.mandate.messaging.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.identity.IdentityState.Status;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.messaging.projection.StateListener;
import dev.mandate.messaging.projection.StateProjection;
import dev.mandate.messaging.projection.StateProjections;
import io.quarkus.arc.DefaultBean;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Who may do nothing any more, as identity-service tells it: who was stopped or suspended, has left, was retired or deleted; and who was signed out a
 * short while ago. Of all others nothing is kept. One that nothing is known of isn't stopped, since his record may come after his first token; one
 * whose record can't be read is.
 */
@DefaultBean
@ApplicationScoped
public class StoppedIdentities implements CallerStatus, StateListener<IdentityState> {
    /** No access token is meant to last so long, so that what was void before is in none any more. */
    private static final Duration REMEMBERED = Duration.ofDays(1);

    private final Set<String> stopped = ConcurrentHashMap.newKeySet();
    private final Cache<String, Instant> voidBefore =
            Caffeine.newBuilder().expireAfterWrite(REMEMBERED).build();
    private final List<StateListener<IdentityState>> others = new CopyOnWriteArrayList<>();
    private final InstantSource clock;
    private final StateProjection<IdentityState> projection;

    private volatile boolean begun;

    @Inject
    public StoppedIdentities(StateProjections projections, InstantSource clock) {
        this.clock = clock;
        this.projection = projections.of(IdentityState.FAMILY, this);
    }

    @Override
    public void start() {
        projection.start();
    }

    @PreDestroy
    void stop() {
        projection.close();
    }

    /** The stream that all of it comes by. */
    public StateProjection<IdentityState> stream() {
        return projection;
    }

    /**
     * Tells another one too, who needs more than is kept here: the topic is read once.
     *
     * @throws IllegalStateException if some of it was read already; ask for it before the service has started
     */
    public void tell(StateListener<IdentityState> other) {
        if (begun) throw new IllegalStateException("identities are being read already");
        others.add(other);
    }

    /** False too while it isn't known. */
    public boolean mayAct(IdentityId identity) {
        return complete() && !stopped.contains(identity.value());
    }

    @Override
    public Uni<Void> require(Caller caller) {
        try {
            check(caller);
            return Uni.createFrom().voidItem();
        } catch (InvalidToken | StillStarting e) {
            return Uni.createFrom().failure(e);
        }
    }

    void check(Caller caller) throws InvalidToken {
        if (!complete()) throw new StillStarting("who is stopped");
        check(caller.subject(), "whom the token speaks for", caller.issuedAt());
        for (var acting : caller.chain())
            if (acting.issuer() == null) check(acting.subject(), "who acts by the token", caller.issuedAt());
    }

    /** The message goes into a header, so it names nobody. */
    private void check(String identity, String who, Instant issuedAt) throws InvalidToken {
        if (stopped.contains(identity)) throw new InvalidToken(who + " was stopped or has left, and may do nothing");
        var isVoid = voidBefore.getIfPresent(identity);
        if (isVoid != null && issuedAt.isBefore(isVoid)) throw new InvalidToken(who + " was signed out after it");
    }

    /** True once every state was read that was there when this replica began. */
    boolean complete() {
        return projection.caughtUp();
    }

    @Override
    public void applied(IdentityState state) {
        begun = true;
        var id = state.identity().value();
        if (state.status() == Status.ACTIVE && !state.deleted()) stopped.remove(id);
        else stopped.add(id);
        var isVoid = state.tokensVoidBefore();
        if (isVoid != null && isVoid.isAfter(clock.instant().minus(REMEMBERED))) voidBefore.put(id, isVoid);
        else voidBefore.invalidate(id);
        others.forEach(other -> other.applied(state));
    }

    @Override
    public void unreadable(String key, String reason) {
        begun = true;
        stopped.add(key);
        others.forEach(other -> other.unreadable(key, reason));
    }

    @Override
    public void removed(String key) {
        begun = true;
        stopped.remove(key);
        voidBefore.invalidate(key);
        others.forEach(other -> other.removed(key));
    }
}
