package dev.mandate.messaging.publishing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A change that was made.
 *
 * @param version null where none counts, or is watched, by it
 * @param author whose hands did it
 */
public record ChangeFacts(
        long revision, ArtifactChange.Kind kind, @Nullable Long version, String author, Instant at) {}
