package dev.mandate.identity.identities;

import dev.mandate.events.lifecycle.CatalogEntry;
import dev.mandate.messaging.names.NearName;
import dev.mandate.messaging.projection.StateListener;
import dev.mandate.messaging.projection.StateProjection;
import dev.mandate.messaging.projection.StateProjections;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Roles of the catalogue and which they inherit, as lifecycle-service tells it, for who settings want a stronger sign-in of and for how long tasks of
 * those who hold one may last: what an administrator says of that at any time, so that it is read before.
 */
@ApplicationScoped
class CatalogueRoles implements StateListener<CatalogEntry> {
    private static final Logger LOG = Logger.getLogger(CatalogueRoles.class);
    private static final String ROLE = "role:";

    private final Map<String, List<String>> inherited = new ConcurrentHashMap<>();
    private final Set<String> unreadable = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean told = new AtomicBoolean();
    private final WantedStrengths wanted;
    private final StateProjection<CatalogEntry> projection;

    @Inject
    CatalogueRoles(RoleStrengthConfig config, StateProjections projections) {
        this.wanted = new WantedStrengths(config.of());
        this.projection = projections.of(CatalogEntry.FAMILY, this);
    }

    void start(@Observes StartupEvent event) {
        projection.whenever(this::warnOnce);
        projection.start();
    }

    @PreDestroy
    void stop() {
        projection.close();
    }

    WantedStrengths wanted() {
        return wanted;
    }

    /** False while the catalogue is being read, or where one of its roles can't be: who holds which by another isn't sure then. */
    boolean areKnown() {
        return projection.caughtUp() && unreadable.isEmpty();
    }

    /** These, with all that they inherit. */
    Set<String> withInherited(Collection<String> held) {
        var all = new HashSet<String>();
        var open = new ArrayDeque<>(held);
        while (!open.isEmpty()) {
            var role = open.pop();
            if (all.add(role)) open.addAll(inherited.getOrDefault(role, List.of()));
        }
        return all;
    }

    /** What settings name and the catalogue hasn't, in words; empty while it is being read. */
    List<String> strangers() {
        if (!projection.caughtUp()) return List.of();
        var there = Set.copyOf(inherited.keySet());
        return wanted.strangers(there).stream()
                .map(name -> WantedStrengths.SETTING + name + ": " + NearName.said("role", name, there))
                .toList();
    }

    private void warnOnce() {
        if (!projection.caughtUp() || !told.compareAndSet(false, true)) return;
        strangers().forEach(LOG::warn);
    }

    @Override
    public void applied(CatalogEntry entry) {
        if (!(entry instanceof CatalogEntry.Role role)) return;
        unreadable.remove(role.key());
        if (role.deleted()) inherited.remove(role.id());
        else inherited.put(role.id(), role.inherits());
    }

    @Override
    public void unreadable(String key, String reason) {
        if (key.startsWith(ROLE)) unreadable.add(key);
    }

    @Override
    public void removed(String key) {
        if (!key.startsWith(ROLE)) return;
        unreadable.remove(key);
        inherited.remove(key.substring(ROLE.length()));
    }
}
