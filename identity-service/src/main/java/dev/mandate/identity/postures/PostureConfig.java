package dev.mandate.identity.postures;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much is kept of devices. */
@ConfigMapping(prefix = "mandate.devices")
interface PostureConfig {
    /** So many devices of one transmitter, of which it has told without saying whose they are. */
    @WithDefault("100000")
    int most();

    /** So many people have one device; whoever comes after them signs in on one that isn't known. */
    @WithDefault("50")
    int mostPeople();
}
