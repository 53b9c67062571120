package dev.mandate.identity.identities;

import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.catalogue.Catalogue;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Which roles of the catalogue somebody holds now, himself or by one that inherits them, for what holds of each of them. */
@ApplicationScoped
public class HeldRoles {
    private static final Logger LOG = Logger.getLogger(HeldRoles.class);

    private final RoleStrengthConfig config;
    private final IdentityStore store;
    private final Catalogue catalogue;
    private final InstantSource clock;

    HeldRoles(RoleStrengthConfig config, IdentityStore store, Catalogue catalogue, InstantSource clock) {
        this.config = config;
        this.store = store;
        this.catalogue = catalogue;
        this.clock = clock;
    }

    /**
     * Their ids. Empty where they aren't known for sure, so that he may hold any: while the catalogue is read for the first time or has a role that
     * can't be read, where his own can't be, and where lifecycle-service hasn't said within {@code mandate.role-strength.known-within} that all it
     * knows is known here. Needs a session.
     */
    public Uni<Optional<Set<String>>> of(IdentityId person) {
        if (!catalogue.rolesAreKnown()) return Uni.createFrom().item(Optional.empty());
        return store.findById(person.value()).chain(row -> {
            var held = row == null ? Optional.<Set<String>>empty() : of(row);
            if (held.isEmpty()) return Uni.createFrom().item(held);
            return areAllTold().map(told -> told ? held : Optional.empty());
        });
    }

    /**
     * Whether lifecycle-service has said within {@code mandate.role-strength.known-within} that all it knows of roles is known here, so that none was
     * taken from anybody before. Needs a session.
     */
    public Uni<Boolean> areAllTold() {
        return store.accessCompleteUntil()
                .map(until -> !WantedStrengths.isDoubted(until, config.knownWithin(), clock.instant()));
    }

    private Optional<Set<String>> of(IdentityRow row) {
        try {
            var now = clock.instant();
            var held = RoleTime.read(row.roles).stream()
                    .filter(role -> role.validAt(now))
                    .map(RoleTime::role)
                    .collect(Collectors.toSet());
            return Optional.of(catalogue.withInherited(held));
        } catch (IllegalStateException unreadable) {
            LOG.errorf(unreadable, "what is kept of the roles of %s can't be read: he may hold any", row.id);
            return Optional.empty();
        }
    }
}
