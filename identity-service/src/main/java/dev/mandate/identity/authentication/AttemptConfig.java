package dev.mandate.identity.authentication;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How attempts to sign in are slowed down. */
@ConfigMapping(prefix = "mandate")
interface AttemptConfig {
    /** Wrong attempts on one account that cost nothing; each further one doubles the wait. */
    @WithDefault("5")
    int freeAttemptsOfAccount();

    /** The same of one address, from where many may come. */
    @WithDefault("50")
    int freeAttemptsOfAddress();

    /** Wrong guesses of codes that devices show, of all people together, that cost nothing. */
    @WithDefault("1000")
    int freeGuessesOfAll();

    /** The longest wait. */
    @WithDefault("PT15M")
    Duration longestAttemptDelay();

    /** After that long without a wrong one, they are forgotten. */
    @WithDefault("PT1H")
    Duration attemptMemory();
}
