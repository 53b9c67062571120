package dev.mandate.identity.clients;

import dev.mandate.events.identity.ClientEvent;
import dev.mandate.identity.clients.metadata.GrantTypes;
import dev.mandate.identity.clients.metadata.RedirectUris;
import dev.mandate.identity.clients.metadata.Scopes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The console as an application that people sign in to.
 *
 * @param back where a browser comes back to with a code
 * @param afterSigningOut where it comes back to without one
 */
record ConfiguredConsole(String back, String afterSigningOut, String secret) {
    static final String ID = "console";
    private static final String NAME = "Mandate console";

    /** Empty where none is configured. */
    static Optional<ConfiguredConsole> of(ClientConfig.Console config) {
        if (config.url().isPresent() != config.clientSecret().isPresent())
            throw new IllegalArgumentException(
                    "set both mandate.console.url and mandate.console.client-secret, or none");
        return config.url().map(url -> {
            var base = RedirectUris.check(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
            return new ConfiguredConsole(
                    base + "/signed-in",
                    base + "/signed-out",
                    config.clientSecret().orElseThrow());
        });
    }

    /**
     * What becomes of the row, and the facts that tell of it: none where it is so already.
     *
     * @param otherSecret it had another one, or none
     */
    List<ClientEvent> write(ClientRow row, boolean made, String scopes, boolean otherSecret) {
        var facts = new ArrayList<ClientEvent>();
        var addressesBefore = row.addresses();
        var scopesBefore = row.scopes;
        row.name = NAME;
        row.scopes = scopes;
        row.grantTypes = Scopes.write(GrantTypes.OF_APPLICATIONS);
        row.redirectUris = back;
        row.postLogoutUris = afterSigningOut;
        if (made) return List.of(new ClientEvent.Registered(ID, NAME, listed(scopes), true, List.of(back), null));
        if (!scopes.equals(scopesBefore))
            facts.add(new ClientEvent.ScopesChanged(ID, NAME, listed(scopesBefore), listed(scopes), null, null));
        if (!row.addresses().equals(addressesBefore))
            facts.add(new ClientEvent.AddressesChanged(ID, NAME, addressesBefore, row.addresses(), null, null));
        if (otherSecret) facts.add(new ClientEvent.SecretChanged(ID, NAME, null, null, null));
        return facts;
    }

    private static List<String> listed(String scopes) {
        return List.copyOf(Scopes.parse(scopes));
    }
}
