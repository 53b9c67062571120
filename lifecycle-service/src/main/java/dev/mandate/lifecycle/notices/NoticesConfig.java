package dev.mandate.lifecycle.notices;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** Who is told what waits for a person's yes. Only who runs the service says so: no request and no event can name a target. */
@ConfigMapping(prefix = "mandate.approvals")
interface NoticesConfig {
    /** By a name of letters, digits and hyphens, which is also that of its position: another name begins from the start. */
    Map<String, Webhook> webhook();

    /** JSON by HTTP POST. */
    interface Webhook {
        /** {@code https}; {@code http} on this machine only. Redirects are not followed. */
        URI url();

        /** Key of the HMAC-SHA256 signature, at least 32 characters. */
        String secret();

        /** How long an answer may take. */
        @WithDefault("10s")
        Duration timeout();

        /** Whether the receiver is told the mail address of the person who is asked. */
        @WithDefault("false")
        boolean mail();

        /** How long is waited while it is away: this after the first failure, twice as long after each further one, a minute at most. */
        @WithDefault("1s")
        Duration pause();
    }
}
