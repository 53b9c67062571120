package dev.mandate.gateway.methods;

import dev.mandate.gateway.servers.GatewayConfig;
import jakarta.inject.Singleton;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** How many requests are under way: of one caller with one server, and of all with one, so that a slow server holds up nobody else's. */
@Singleton
class RequestRoom {
    private final int each;
    private final int all;
    private final ConcurrentMap<String, Integer> underWay = new ConcurrentHashMap<>();

    RequestRoom(GatewayConfig config) {
        this.each = config.callsAtOnce();
        this.all = config.callsAtOnceOfAll();
    }

    /** Who has entered leaves. */
    boolean enter(String server, String caller) {
        if (!take(server, all)) return false;
        if (take(server + "/" + caller, each)) return true;
        give(server);
        return false;
    }

    void leave(String server, String caller) {
        give(server);
        give(server + "/" + caller);
    }

    private boolean take(String place, int most) {
        var taken = new boolean[1];
        underWay.compute(place, (key, count) -> {
            var before = count == null ? 0 : count;
            taken[0] = before < most;
            return taken[0] ? Integer.valueOf(before + 1) : count;
        });
        return taken[0];
    }

    private void give(String place) {
        underWay.computeIfPresent(place, (key, count) -> count == 1 ? null : count - 1);
    }
}
