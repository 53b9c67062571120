package dev.mandate.identity.signals;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** SSF 1.0 section 8.1.2. */
enum StreamStatus {
    /** Delivered. */
    @JsonProperty("enabled")
    ENABLED,
    /** Kept until it is enabled again. */
    @JsonProperty("paused")
    PAUSED,
    /** Neither delivered nor kept. */
    @JsonProperty("disabled")
    DISABLED;

    /** As it is written. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
