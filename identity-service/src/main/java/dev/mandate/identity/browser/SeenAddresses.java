package dev.mandate.identity.browser;

import dev.mandate.messaging.security.PeerAddress;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Notes from where each request comes, before anything goes by it. Of what a proxy passes on Quarkus takes the first address, which whoever
 * asks may have written: he would choose by whose share of wrong attempts he is bounded, and what is on record of him.
 */
@Singleton
class SeenAddresses {
    static final String KEY = "mandate.address";

    private static final int BEFORE_ALL = 1000;

    private final PeerAddress peers;

    SeenAddresses(PeerAddress peers) {
        this.peers = peers;
    }

    void register(@Observes Filters filters) {
        filters.register(this::note, BEFORE_ALL);
    }

    private void note(RoutingContext context) {
        var seen = peers.of(context.request());
        if (seen != null) context.put(KEY, seen.toString());
        context.next();
    }
}
