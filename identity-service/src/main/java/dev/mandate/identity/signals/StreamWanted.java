package dev.mandate.identity.signals;

import dev.mandate.identity.keys.SigningAlgorithm;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stream as its receiver wants it, checked.
 *
 * @param events those that it asks for, whether there are such or not; null for the {@link SignalType#usual() usual} ones
 * @param delivery null for polling, or to leave it as it is
 * @param algorithm null for RS256, or to leave it as it is
 */
record StreamWanted(
        @Nullable List<String> events,
        @Nullable Delivery delivery,
        @Nullable String description,
        @Nullable SigningAlgorithm algorithm) {
    /**
     * @param endpoint null for polling
     * @param authorization the header that it wants to see; null for none
     */
    record Delivery(@Nullable URI endpoint, @Nullable String authorization) {
        static final Delivery POLL = new Delivery(null, null);
    }
}
