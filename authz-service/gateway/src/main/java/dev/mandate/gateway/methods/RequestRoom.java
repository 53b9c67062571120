package dev.mandate.gateway.methods;

import dev.mandate.gateway.loop.Room;
import dev.mandate.gateway.servers.GatewayConfig;
import jakarta.inject.Singleton;

/** How many requests are under way: of one caller with one server, and of all with one, so that a slow server holds up nobody else's. */
@Singleton
class RequestRoom {
    private final Room room;

    RequestRoom(GatewayConfig config) {
        this.room = new Room(config.callsAtOnce(), config.callsAtOnceOfAll());
    }

    /** Who has entered leaves. */
    boolean enter(String server, String caller) {
        return room.enter(server, caller);
    }

    void leave(String server, String caller) {
        room.leave(server, caller);
    }
}
