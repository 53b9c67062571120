package dev.mandate.console.clients;

import dev.mandate.console.apis.Apis;
import dev.mandate.console.clients.Clients.Client;
import dev.mandate.console.clients.Clients.Listed;
import java.util.List;

/**
 * A part of the applications and services.
 *
 * @param allowed whether he may see any
 * @param wanted a part of their names; empty for all
 * @param ownerless whether only those that nobody answers for are here
 * @param next address of the next part; empty where there is none
 */
public record ClientsPage(
        String visitor, boolean allowed, String wanted, boolean ownerless, List<Client> clients, String next) {
    static ClientsPage of(String visitor, String wanted, boolean ownerless, Listed listed) {
        var address = "/clients?" + (wanted.isEmpty() ? "" : "name=" + Apis.encode(wanted) + "&")
                + (ownerless ? "ownerless=true&" : "") + "after=";
        return new ClientsPage(
                visitor,
                listed.allowed(),
                wanted,
                ownerless,
                listed.clients(),
                listed.next().isEmpty() ? "" : address + Apis.encode(listed.next()));
    }
}
