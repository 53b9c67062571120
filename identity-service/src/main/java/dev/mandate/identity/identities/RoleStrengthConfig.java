package dev.mandate.identity.identities;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;

/** How strongly somebody signs in at least who holds a role: of Mandate itself, to use what it gives; of the catalogue, to anything. */
@ConfigMapping(prefix = "mandate.role-strength")
interface RoleStrengthConfig {
    /** Of {@code mandate-administrator}. */
    @WithDefault("MFA")
    Strength administrator();

    /** Of {@code mandate-approver}. */
    @WithDefault("NONE")
    Strength approver();

    /** Of {@code mandate-investigator}. */
    @WithDefault("NONE")
    Strength investigator();

    /** Of roles of the catalogue, by id, such as {@code mandate.role-strength.of.finance-approver=PHR}; whoever holds one that inherits it, too. */
    Map<String, Strength> of();

    /**
     * How long ago lifecycle-service may have said last that all that it knows of roles is known here. Beyond it anybody may hold any role by now, and
     * signs in as strongly as the role that wants most.
     */
    @WithDefault("PT1M")
    Duration knownWithin();
}
