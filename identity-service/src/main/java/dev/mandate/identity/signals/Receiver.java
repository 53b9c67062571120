package dev.mandate.identity.signals;

import dev.mandate.identity.identities.Requester;
import java.util.Optional;

/**
 * A client that hears of signals, by a stream of its own.
 *
 * @param client its id
 */
record Receiver(String client, Requester by) {
    /** Empty for a person, and for whoever acts for another: who is told what ended is an application, not somebody. */
    static Optional<Receiver> of(Requester by) {
        var itself = by.by().chain().isEmpty() && by.by().identity().isEmpty();
        return itself ? Optional.of(new Receiver(by.by().client(), by)) : Optional.empty();
    }
}
