package dev.mandate.gateway.extmcp;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The servers that agentgateway stands before, as the gateway's operator names them: nothing is decided or recorded about another. */
@Singleton
class Targets {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,62}");
    private static final int MOST = 100;

    private final Set<String> names;
    private final Set<String> acceptedOnly;

    /** @throws IllegalArgumentException if agentgateway is to ask here and it isn't said about which */
    Targets(ExtMcpConfig config) {
        this.names = Set.copyOf(config.servers().orElse(List.of()));
        this.acceptedOnly = Set.copyOf(config.acceptedOnly().orElse(List.of()));
        if (!config.enabled()) return;
        if (names.isEmpty()
                || names.size() > MOST
                || !names.stream().allMatch(name -> NAME.matcher(name).matches()))
            throw new IllegalArgumentException(
                    "mandate.ext-mcp.enabled needs mandate.ext-mcp.servers, the names of agentgateway's targets, separated by commas: of [a-z0-9_-], 1 to 63 long and "
                            + MOST + " at most");
        if (names.size() > Math.min(config.checksAtOnce(), config.checksAtOnceOfPerson()))
            throw new IllegalArgumentException(
                    "mandate.ext-mcp.checks-at-once and checks-at-once-of-person must be at least the number of mandate.ext-mcp.servers, since a list asks about each");
        if (!names.containsAll(acceptedOnly))
            throw new IllegalArgumentException(
                    "mandate.ext-mcp.accepted-only names a server that mandate.ext-mcp.servers doesn't");
    }

    /** Of its tools just those are listed that somebody accepted. */
    boolean acceptedOnly(String server) {
        return acceptedOnly.contains(server);
    }

    /** One or more of them, each once. */
    boolean are(List<String> servers) {
        return !servers.isEmpty() && Set.copyOf(servers).size() == servers.size() && names.containsAll(servers);
    }
}
