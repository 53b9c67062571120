package dev.mandate.authz.quarkusmcp;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Which tools are guarded, and what the catalogue calls them. */
@Singleton
class GuardSettings {
    private final boolean all;
    private final String before;

    GuardSettings(
            @ConfigProperty(name = "mandate.guard.tools", defaultValue = "all") String tools,
            @ConfigProperty(name = "mandate.guard.before") java.util.Optional<String> before) {
        if (!tools.equals("all") && !tools.equals("annotated"))
            throw new IllegalArgumentException("mandate.guard.tools must be all or annotated, not " + tools);
        this.all = tools.equals("all");
        this.before = before.orElse("");
    }

    /** Tools that nobody annotated, too. */
    boolean all() {
        return all;
    }

    String inCatalogue(String tool) {
        return before + tool;
    }
}
