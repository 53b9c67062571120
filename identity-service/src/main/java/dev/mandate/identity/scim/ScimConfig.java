package dev.mandate.identity.scim;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much one client may keep here. */
@ConfigMapping(prefix = "mandate.scim")
interface ScimConfig {
    /** People who weren't deleted. */
    @WithDefault("200000")
    int users();

    /** The same of groups. */
    @WithDefault("2000")
    int groups();

    /** The same of agents, also of those that nobody has accepted yet. */
    @WithDefault("2000")
    int agents();
}
