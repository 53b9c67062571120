package dev.mandate.gateway.extmcp;

import dev.mandate.gateway.loop.Room;

/** For how much there is room: of one caller, of the person who answers for him, and of all. */
final class Places {
    private static final String HERE = "agentgateway";

    private final Room callers;
    private final Room people;

    Places(int ofCaller, int ofPerson, int all) {
        this.callers = new Room(ofCaller, all);
        this.people = new Room(ofPerson, all);
    }

    /** Whoever has entered leaves, with as much. */
    boolean enter(Occupant occupant, int much) {
        if (!callers.enter(HERE, occupant.caller(), much)) return false;
        if (people.enter(HERE, occupant.person(), much)) return true;
        callers.leave(HERE, occupant.caller(), much);
        return false;
    }

    void leave(Occupant occupant, int much) {
        callers.leave(HERE, occupant.caller(), much);
        people.leave(HERE, occupant.person(), much);
    }
}
