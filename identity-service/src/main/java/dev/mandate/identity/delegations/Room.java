package dev.mandate.identity.delegations;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.identity.DelegationState;

/** Whether a delegation fits its topic, also once it is revoked: one that didn't would last, and keep a leaver from leaving. */
final class Room {
    /** More than a revocation adds: a status, a reason, a longer revision. */
    private static final int OF_REVOCATION = 80;

    private Room() {}

    static boolean isLeftIn(DelegationState made) {
        try {
            var bytes = EventJson.mapper().writeValueAsBytes(made).length;
            return bytes + OF_REVOCATION <= DelegationState.FAMILY.topic().maxBytes();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write a delegation as JSON", e);
        }
    }
}
