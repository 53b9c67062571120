package dev.mandate.gateway.envoy;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Whether proxies of others ask here. */
@ConfigMapping(prefix = "mandate.envoy")
public interface EnvoyConfig {
    /** Whether {@code envoy.service.auth.v3.Authorization} is answered, on the port of the gateway. */
    @WithDefault("false")
    boolean enabled();

    /**
     * By which Envoy proves that it asks: 32 to 256 visible characters of ASCII. Where there is one, nobody else may ask, and what Envoy says of the address from
     * which a caller comes is believed; without one that isn't known.
     */
    Optional<String> secret();

    /**
     * Whether lists may be asked for page by page: by up to 512 characters that are to be the server's own, which nobody here has seen, so that a client can tell
     * it others.
     */
    @WithDefault("false")
    boolean cursors();

    /** Checks that one caller may have under way with one server. */
    @WithDefault("64")
    int checksAtOnce();

    /** Checks of all callers together that may be under way with one server. */
    @WithDefault("1024")
    int checksAtOnceOfAll();

    /** Checks that may be under way in all, those whose token hasn't been looked at too; one more is refused before anything of it is read. */
    @WithDefault("2048")
    int checksAtOnceInAll();

    /** How long it is known whose a session at a server is that nobody uses. */
    @WithDefault("12h")
    Duration sessionIdle();

    /** Sessions at servers of which it is known whose they are; beyond them whoever has most loses the one that he used longest ago. */
    @WithDefault("20000")
    int sessions();

    /** The same of those that act for one person, or for one agent that acts for nobody. */
    @WithDefault("400")
    int sessionsOfCaller();
}
