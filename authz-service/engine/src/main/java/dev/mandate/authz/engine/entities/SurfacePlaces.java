package dev.mandate.authz.engine.entities;

import dev.mandate.events.authz.Established;
import dev.mandate.events.lifecycle.CatalogEntry.Surface;
import dev.mandate.events.network.IpAddress;
import dev.mandate.events.network.IpNetwork;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** From where one is on which surface: what that takes is read once, when the catalogue changes. */
record SurfacePlaces(Map<String, List<Place>> ofClients, List<Place> ofAnyClient) {
    static final SurfacePlaces NONE = new SurfacePlaces(Map.of(), List.of());

    /** @param networks empty where all are its */
    record Place(Surface surface, List<IpNetwork> networks) {
        static Place of(Surface surface) {
            return new Place(
                    surface,
                    surface.networksOrNone().stream().map(IpNetwork::parse).toList());
        }

        boolean has(Established established) {
            return isIn(established.address())
                    && isBy(established.surfacesOrNone().get(surface.id()));
        }

        private boolean isIn(@Nullable IpAddress address) {
            if (networks.isEmpty()) return true;
            return address != null && networks.stream().anyMatch(it -> it.contains(address));
        }

        /** @param issuer whose word put him there; null for nobody's */
        private boolean isBy(@Nullable String issuer) {
            return surface.issuersOrNone().isEmpty()
                    || issuer != null && surface.issuersOrNone().contains(issuer);
        }

        /** On one that names nothing is nobody. */
        boolean isAnywhere() {
            return networks.isEmpty() && surface.issuersOrNone().isEmpty();
        }
    }

    static SurfacePlaces of(List<Surface> surfaces) {
        var ofClients = new HashMap<String, List<Place>>();
        var ofAnyClient = new ArrayList<Place>();
        for (var surface : surfaces) {
            var place = Place.of(surface);
            var clients = surface.clientsOrNone();
            if (clients.isEmpty() && !place.isAnywhere()) ofAnyClient.add(place);
            for (var client : clients)
                ofClients.computeIfAbsent(client, key -> new ArrayList<>()).add(place);
        }
        return new SurfacePlaces(Map.copyOf(ofClients), List.copyOf(ofAnyClient));
    }

    List<Surface> of(Established established) {
        var found = new ArrayList<Surface>();
        for (var place : ofClients.getOrDefault(established.client(), List.of()))
            if (place.has(established)) found.add(place.surface());
        for (var place : ofAnyClient) if (place.has(established)) found.add(place.surface());
        return found;
    }
}
