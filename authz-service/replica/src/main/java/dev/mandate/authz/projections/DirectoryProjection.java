package dev.mandate.authz.projections;

import dev.mandate.authz.engine.entities.Catalogue;
import dev.mandate.authz.engine.entities.Directory;
import dev.mandate.authz.engine.entities.LeanState;
import dev.mandate.events.identity.ClientState;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.lifecycle.AccessState;
import dev.mandate.events.lifecycle.CatalogEntry;
import dev.mandate.messaging.projection.StateListener;
import dev.mandate.messaging.projection.StateProjection;
import dev.mandate.messaging.projection.StateProjections;
import dev.mandate.messaging.security.ClientStates;
import dev.mandate.messaging.security.StoppedIdentities;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;

/** Keeps the {@link Directory} by the four streams that it is made of; those of clients and identities are read once, for whoever checks tokens too. */
@ApplicationScoped
public class DirectoryProjection {
    private final Directory directory = Directory.empty();
    private final List<StateProjection<?>> streams;

    DirectoryProjection(
            StateProjections projections, ClientStates clients, StoppedIdentities identities, InstantSource clock) {
        clients.tell(new TableListener<>(directory.clients(), ClientState.FAMILY.key()));
        var lean = new LeanState(clock);
        identities.tell(new TableListener<>(directory.identities(), IdentityState.FAMILY.key(), lean::identity));
        streams = List.of(
                identities.stream(),
                projections.of(
                        AccessState.FAMILY,
                        new TableListener<>(directory.access(), AccessState.FAMILY.key(), lean::access)),
                clients.stream(),
                projections.of(CatalogEntry.FAMILY, new CatalogueListener(directory.catalogue())));
    }

    @Produces
    @Singleton
    public Directory directory() {
        return directory;
    }

    public List<StateProjection<?>> streams() {
        return streams;
    }

    void start(@Observes StartupEvent event) {
        streams.forEach(StateProjection::start);
    }

    void stop(@Observes ShutdownEvent event) {
        streams.forEach(StateProjection::close);
    }

    private record CatalogueListener(Catalogue catalogue) implements StateListener<CatalogEntry> {
        @Override
        public void applied(CatalogEntry entry) {
            catalogue.apply(entry);
        }

        @Override
        public void unreadable(String key, String reason) {
            catalogue.unreadable(key);
        }

        @Override
        public void removed(String key) {
            catalogue.forget(key);
        }
    }
}
