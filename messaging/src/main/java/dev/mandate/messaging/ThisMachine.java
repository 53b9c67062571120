package dev.mandate.messaging;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** Where this replica runs, as far as its own machine says. */
public final class ThisMachine {
    private ThisMachine() {}

    /** Empty where the machine doesn't know its own name. */
    public static Optional<String> name() {
        try {
            return Optional.of(InetAddress.getLocalHost().getHostName());
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
