package dev.mandate.identity.identities;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How strongly somebody signs in at least, to use what a role of Mandate itself gives. */
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
}
