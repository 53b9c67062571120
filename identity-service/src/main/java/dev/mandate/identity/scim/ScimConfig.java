package dev.mandate.identity.scim;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much one client may keep here. */
@ConfigMapping(prefix = "mandate.scim")
interface ScimConfig {
    /** Requests that are answered at the same time, each of which may hold a connection to the database; of more each is asked to come again. */
    @WithDefault("8")
    int atOnce();

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
