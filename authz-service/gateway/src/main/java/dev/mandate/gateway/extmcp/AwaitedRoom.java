package dev.mandate.gateway.extmcp;

import java.util.Optional;

/**
 * How many answers may be awaited, and how much of requests is kept for them. What owes no outcome has a room of its own, so that lists whose answers are never
 * shown, as those of servers that fail, keep no call from being made.
 */
final class AwaitedRoom {
    /** What is kept of each beside its arguments. */
    private static final int OF_EACH = 1024;

    private final Places calls;
    private final Places bytes;
    private final Places lists;

    AwaitedRoom(ExtMcpConfig config) {
        this.calls = new Places(config.answersOfCaller(), config.answersOfPerson(), config.answers());
        this.bytes = new Places(config.answerBytesOfPerson(), config.answerBytesOfPerson(), config.answerBytes());
        this.lists = new Places(config.listsOfCaller(), config.listsOfPerson(), config.lists());
    }

    /** Whoever has it gives it back, once. */
    sealed interface Place {
        Occupant occupant();
    }

    record OfCall(Occupant occupant, int bytes) implements Place {}

    record OfList(Occupant occupant) implements Place {}

    /**
     * Of a call, until its outcome is told.
     *
     * @param params bytes of what is sent, as it was shown
     */
    Optional<Place> ofCall(Occupant occupant, int params) {
        var kept = OF_EACH + params;
        if (!calls.enter(occupant, 1)) return Optional.empty();
        if (bytes.enter(occupant, kept)) return Optional.of(new OfCall(occupant, kept));
        calls.leave(occupant, 1);
        return Optional.empty();
    }

    /** Of what owes no outcome. */
    Optional<Place> ofList(Occupant occupant) {
        return lists.enter(occupant, 1) ? Optional.of(new OfList(occupant)) : Optional.empty();
    }

    void giveBack(Place place) {
        if (place instanceof OfCall call) {
            calls.leave(call.occupant(), 1);
            bytes.leave(call.occupant(), call.bytes());
        } else lists.leave(place.occupant(), 1);
    }
}
