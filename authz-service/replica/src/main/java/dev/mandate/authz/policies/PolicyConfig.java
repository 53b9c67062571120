package dev.mandate.authz.policies;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Where the policies come from as long as no version of the set {@code main} has been activated. */
@ConfigMapping(prefix = "mandate.policies")
public interface PolicyConfig {
    /** Holds {@code *.cedar} and, if it differs from the shipped one, {@code schema.cedarschema}. Unset: the shipped policies. */
    Optional<Path> directory();

    /** How often the directory is looked at. */
    @WithDefault("1s")
    Duration interval();
}
