package dev.mandate.events.cloudevents;

import java.time.Instant;
import java.util.Objects;

/**
 * Written to every partition of a state topic, once a second, and every five while its owner sends nothing else: everything that
 * the owner committed before this instant, and everything that it had read from its own inputs by then, is on this partition. A stuck outbox shows as an instant that
 * stays behind, where a mere heartbeat would stay green.
 */
public record CompleteUntil(Instant completeUntil) {
    public static final String TYPE = "mandate.complete-until.v1";

    /** Key prefix; the partition's number follows, so that compaction keeps one per partition. */
    public static final String KEY_PREFIX = "~complete-until/";

    public CompleteUntil {
        Objects.requireNonNull(completeUntil, "completeUntil is missing");
    }
}
