package dev.mandate.gateway.envoy;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Whether proxies of others ask here. */
@ConfigMapping(prefix = "mandate.envoy")
public interface EnvoyConfig {
    /** Whether {@code envoy.service.auth.v3.Authorization} is answered, on the port of the gateway. */
    @WithDefault("false")
    boolean enabled();

    /** Checks that one caller may have under way with one server. */
    @WithDefault("64")
    int checksAtOnce();

    /** Checks of all callers together that may be under way with one server. */
    @WithDefault("1024")
    int checksAtOnceOfAll();

    /** Checks that may be under way in all, those whose token hasn't been looked at too; one more is refused before anything of it is read. */
    @WithDefault("2048")
    int checksAtOnceInAll();
}
