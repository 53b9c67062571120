package dev.mandate.identity.scim;

import dev.mandate.identity.identities.Requester;
import java.util.Optional;

/**
 * A client that keeps people, groups and agents here. What it keeps is its own: no other client sees or changes it.
 *
 * @param client its id
 */
record Provisioner(String client, Requester by) {
    /** Empty for a person, and for whoever acts for another: people are taken in by what an organisation has set up for it, not by hand. */
    static Optional<Provisioner> of(Requester by) {
        var itself = by.by().chain().isEmpty() && by.by().identity().isEmpty();
        return itself ? Optional.of(new Provisioner(by.by().client(), by)) : Optional.empty();
    }

    /** As which source of {@code hr.workers.v1} it speaks of people: its own, so that it can neither end nor take over another's. */
    String speaker() {
        return speaker(client);
    }

    static String speaker(String client) {
        return "scim:" + client;
    }
}
