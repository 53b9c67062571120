package dev.mandate.events.lifecycle;

import dev.mandate.events.network.IpNetwork;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How a surface names who is on it. */
final class SurfaceTerms {
    static final int MOST_CLIENTS = 64;
    static final int MOST_NETWORKS = 64;
    static final int MOST_ISSUERS = 16;

    private SurfaceTerms() {}

    /** @throws IllegalArgumentException in words */
    static void check(@Nullable Set<String> clients, @Nullable Set<String> networks, @Nullable Set<String> issuers) {
        for (var client : atMost(MOST_CLIENTS, clients, "clients"))
            if (!client.matches("(?!per_)[0-9A-Za-z._-]{1,120}"))
                throw new IllegalArgumentException("clients must be ids of clients or agents, and not of people");
        atMost(MOST_NETWORKS, networks, "networks").forEach(IpNetwork::parse);
        for (var issuer : atMost(MOST_ISSUERS, issuers, "issuers"))
            if (!issuer.matches("[!-~&&[^\"\\\\]]{1,250}"))
                throw new IllegalArgumentException("issuers are written as in iss, in 1 to 250 characters of a URL");
    }

    private static Set<String> atMost(int most, @Nullable Set<String> all, String what) {
        if (all == null) return Set.of();
        if (all.size() > most) throw new IllegalArgumentException(what + " must be at most " + most);
        return all;
    }
}
