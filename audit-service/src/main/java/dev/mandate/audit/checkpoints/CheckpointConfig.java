package dev.mandate.audit.checkpoints;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How the trail is signed. */
@ConfigMapping(prefix = "mandate.trail")
public interface CheckpointConfig {
    /**
     * Secret that the Ed25519 key of the trail is made from, at least 32 random characters, the same at all replicas. Without it nothing is
     * signed, and whoever changes the trail in its database isn't found out.
     */
    Optional<String> key();

    /** Name of the trail and of its key, by which checkpoints of several installations are told apart, such as {@code acme.example/trail}; it never changes. */
    @WithDefault("mandate/trail")
    String origin();

    /** Public keys by which it was signed before, as {@code GET /trail/checkpoints} named them. */
    Optional<List<String>> formerKeys();

    /** How often what is new is signed; nothing is where nothing is new. */
    @WithDefault("30s")
    Duration checkpointEvery();
}
