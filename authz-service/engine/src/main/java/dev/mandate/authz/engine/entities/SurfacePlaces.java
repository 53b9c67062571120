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
record SurfacePlaces(Map<String, List<Place>> ofClients, List<Place> ofNetworks) {
    static final SurfacePlaces NONE = new SurfacePlaces(Map.of(), List.of());

    /** @param networks empty where all are its */
    record Place(Surface surface, List<IpNetwork> networks) {
        static Place of(Surface surface) {
            return new Place(
                    surface,
                    surface.networksOrNone().stream().map(IpNetwork::parse).toList());
        }

        boolean has(@Nullable IpAddress address) {
            if (networks.isEmpty()) return true;
            return address != null && networks.stream().anyMatch(it -> it.contains(address));
        }
    }

    static SurfacePlaces of(List<Surface> surfaces) {
        var ofClients = new HashMap<String, List<Place>>();
        var ofNetworks = new ArrayList<Place>();
        for (var surface : surfaces) {
            var place = Place.of(surface);
            var clients = surface.clientsOrNone();
            if (clients.isEmpty() && !place.networks().isEmpty()) ofNetworks.add(place);
            for (var client : clients)
                ofClients.computeIfAbsent(client, key -> new ArrayList<>()).add(place);
        }
        return new SurfacePlaces(Map.copyOf(ofClients), List.copyOf(ofNetworks));
    }

    List<Surface> of(Established established) {
        var address = established.address();
        var found = new ArrayList<Surface>();
        for (var place : ofClients.getOrDefault(established.client(), List.of()))
            if (place.has(address)) found.add(place.surface());
        for (var place : ofNetworks) if (place.has(address)) found.add(place.surface());
        return found;
    }
}
