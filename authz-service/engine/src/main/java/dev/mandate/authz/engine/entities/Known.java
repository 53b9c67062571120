package dev.mandate.authz.engine.entities;

import org.jspecify.annotations.Nullable;

/**
 * What a projection says of one key.
 *
 * @param state null if nothing is known, or if it was deleted
 * @param unreadable the newest record of this key could not be read, so that nothing may be concluded
 */
public record Known<S>(@Nullable S state, boolean unreadable) {

    public boolean missing() {
        return state == null && !unreadable;
    }
}
