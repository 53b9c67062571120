package dev.mandate.lifecycle.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.lifecycle.Grant;
import java.util.Collection;

/**
 * How much a person can be granted: his record on {@code lifecycle.access.v1} has 256 KiB, of which 50 birthrights take 145 at most
 * (the catalogue has no more for anybody) and his attributes 9.
 */
final class AccessRoom {
    /** Birthrights included. */
    static final int MOST_GRANTS = 100;

    /** As encoded, without birthrights. */
    private static final int MOST_BYTES = 96 * 1024;

    private AccessRoom() {}

    /** Whether there is room for all of these, which are no birthrights. */
    static boolean has(Collection<Grant> granted) {
        return granted.stream().mapToInt(AccessRoom::bytes).sum() <= MOST_BYTES;
    }

    private static int bytes(Grant grant) {
        try {
            return EventJson.mapper().writeValueAsBytes(grant).length + 1;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
