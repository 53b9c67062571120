package dev.mandate.gateway;

import dev.mandate.events.administration.Actor.Acting;
import dev.mandate.messaging.security.Caller;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who asks, of whom only that is of interest. */
public final class Callers {
    private Callers() {}

    /** A person who signed in to a client. */
    public static Caller of(String person, String client) {
        return of(person, client, List.of(), null, Instant.EPOCH);
    }

    /** An agent for a person, by a token of then. */
    public static Caller acting(String agent, String person, @Nullable String task, Instant issued) {
        return of(person, "agents", List.of(new Acting(agent, "agents")), task, issued);
    }

    private static Caller of(String subject, String client, List<Acting> chain, @Nullable String task, Instant issued) {
        return new Caller(
                subject, client, Set.of(), chain, task, task, "tok_1", issued, null, Set.of(), null, null, null, null,
                null, null, Map.of(), null);
    }
}
