package dev.mandate.cli.client;

import dev.mandate.cli.running.Service;
import dev.mandate.cli.running.SystemOptions;
import dev.mandate.events.identity.OperationEvent.ToolsAccepted;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts on record, as whoever is signed in, what is done by hand here: before it is done, so that a command that breaks off in between has
 * told too much and never too little.
 */
public final class OperationRecord {
    private final Teller teller;
    private @Nullable String untold;

    /** Asks identity-service. */
    interface Teller {
        void tell(String path, Object body);
    }

    public OperationRecord(SystemOptions options) {
        this((path, body) -> new AdminApi(options, Service.IDENTITY, "/operations")
                .offer(path, body)
                .orRefuse());
    }

    OperationRecord(Teller teller) {
        this.teller = teller;
    }

    /**
     * @param path below {@code /operations}
     * @throws RuntimeException if it isn't on record
     */
    public void tell(String path, Object body) {
        teller.tell(path, body);
    }

    /**
     * That definitions of an MCP server's tools are accepted.
     *
     * @param digests by tool
     * @param again they were accepted before, and the server stands behind the gateway anew as it was then
     * @throws RuntimeException if not all of it is on record
     */
    public void toolsAccepted(String server, Map<String, String> digests, boolean again) {
        var tools = new ArrayList<Map<String, String>>();
        digests.forEach((tool, digest) -> tools.add(Map.of("tool", tool, "digest", digest)));
        for (var from = 0; from < tools.size(); from += ToolsAccepted.MOST)
            tell(
                    again ? "/accepted-tools/again" : "/accepted-tools",
                    Map.of(
                            "server",
                            server,
                            "tools",
                            tools.subList(from, Math.min(from + ToolsAccepted.MOST, tools.size()))));
    }

    /** For what has to be done even if nobody can be told: {@link #orSay} says that afterwards. */
    public void tellIfPossible(String path, Object body) {
        try {
            tell(path, body);
        } catch (RuntimeException e) {
            untold = e.getMessage() == null ? e.toString() : e.getMessage();
        }
    }

    /** @return 0, or 1 where what was done isn't on record */
    public int orSay(PrintStream out) {
        if (untold == null) return 0;
        out.println("  but it isn't on record who did it and why, so write it down elsewhere: " + untold);
        return 1;
    }
}
