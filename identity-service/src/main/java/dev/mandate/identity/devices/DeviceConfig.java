package dev.mandate.identity.devices;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Sign-ins at devices without a browser. */
@ConfigMapping(prefix = "mandate")
interface DeviceConfig {
    /** How long a person has to type a device's code and agree. */
    @WithDefault("PT10M")
    Duration deviceCodeLifetime();

    /** How long a device waits between two questions at first; each one that comes too early adds five seconds. */
    @WithDefault("PT5S")
    Duration devicePollInterval();
}
