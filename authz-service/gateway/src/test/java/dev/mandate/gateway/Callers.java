package dev.mandate.gateway;

import dev.mandate.messaging.security.Caller;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Who asks, of whom only that is of interest. */
public final class Callers {
    private Callers() {}

    /** A person who signed in to a client. */
    public static Caller of(String person, String client) {
        return new Caller(
                person,
                client,
                Set.of(),
                List.of(),
                null,
                null,
                "tok_1",
                Instant.EPOCH,
                null,
                Set.of(),
                null,
                null,
                null,
                null,
                null,
                null);
    }
}
