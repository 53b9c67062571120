package dev.mandate.audit.rules;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** Where the risk job's rules are. */
@ConfigMapping(prefix = "mandate.rules")
public interface RulesConfig {
    /**
     * A directory of Sigma files ({@code *.yml}, {@code *.yaml}) that takes the place of the built-in rules. It is looked at
     * each second; files that can't all be compiled together change nothing. Without it the built-in rules apply.
     */
    Optional<Path> directory();
}
