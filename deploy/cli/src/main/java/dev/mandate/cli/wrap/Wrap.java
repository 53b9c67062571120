package dev.mandate.cli.wrap;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A client's file whose servers stand behind the gateway.
 *
 * @param file the client's
 * @param original digest of what it was
 * @param wrapped digest of what was put in its place
 * @param servers their names at the gateway
 * @param agent as whom the client acts
 * @param run the run of a command for which it was wrapped, and whose end undoes it; null for one that stays until somebody unwraps it
 * @param agentId null until it is registered
 * @param delegation what a person agreed to last; null for nothing yet
 * @param until when that ends
 */
record Wrap(
        Path file,
        String original,
        String wrapped,
        List<String> servers,
        String agent,
        @Nullable String run,
        @Nullable String agentId,
        @Nullable String delegation,
        @Nullable Instant until) {
    Wrap {
        servers = List.copyOf(servers);
    }

    /** The agent's key has this name at this checkout. */
    String key() {
        return "wrapped-" + agent;
    }

    /** Whatever was noted of either since. */
    boolean is(Wrap other) {
        return file.equals(other.file)
                && original.equals(other.original)
                && wrapped.equals(other.wrapped)
                && Objects.equals(run, other.run);
    }

    Wrap actingAs(String id) {
        return new Wrap(file, original, wrapped, servers, agent, run, id, delegation, until);
    }

    Wrap with(String granted, Instant end) {
        return new Wrap(file, original, wrapped, servers, agent, run, agentId, granted, end);
    }
}
