package dev.mandate.authz.recording;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** How records of decisions are sent. */
@ConfigMapping(prefix = "mandate.decisions")
public interface RecordingConfig {
    /** An allow whose record the broker has not acknowledged by then becomes a deny, at most 1 minute. */
    @WithDefault("2s")
    Duration ackTimeout();

    /** Records that may wait to be sent. Beyond it an allow becomes a deny, and what doesn't wait for its record is a gap. */
    @WithDefault("20000")
    int logQueue();

    /** Their bytes as they are encoded, likewise. */
    @WithDefault("32M")
    MemorySize logQueueBytes();

    /** How much the broker may refuse to take before a gap begins: records wait here until it takes some again. */
    @WithDefault("32M")
    MemorySize backlog();

    /**
     * Where records are kept whose answer left before the broker had them, so that they are sent though this process is killed; none if
     * they are to be in memory alone. Of as many replicas as like; what is for another cluster stays there. For its owner alone: it is made so.
     */
    Optional<Path> journalDirectory();
}
