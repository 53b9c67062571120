package dev.mandate.gateway.content;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Who says whether answers of servers carry instructions. */
@ConfigMapping(prefix = "mandate.mcp.classifier")
public interface ContentConfig {
    /** {@code none}, {@code phrases} (in process, warns alone) or {@code http}. */
    @WithDefault("none")
    Kind kind();

    /** Of kind {@code http}: asked by POST; {@code https}, or {@code http} on this machine. Redirects are not followed. */
    Optional<URI> url();

    /** How long an answer waits for a verdict; after that it has none. */
    @WithDefault("500ms")
    Duration timeout();

    /** Verdicts that are waited for at once; an answer beyond them has none. */
    @WithDefault("64")
    int atOnce();

    enum Kind {
        NONE,
        PHRASES,
        HTTP
    }
}
