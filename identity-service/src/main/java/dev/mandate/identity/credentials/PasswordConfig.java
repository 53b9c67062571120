package dev.mandate.identity.credentials;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/**
 * What a guess at a password costs whoever has stolen its hash, and each sign-in costs this service. What was kept before keeps its cost until somebody
 * signs in by it, or changes it.
 *
 * @see <a href="https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html#argon2id">OWASP's figures for Argon2id</a>
 */
@ConfigMapping(prefix = "mandate")
interface PasswordConfig {
    int LEAST_MEMORY_KIB = 7 * 1024;
    int PASSES_OF_LEAST_MEMORY = 5;

    /** In KiB; two hashes are made at a time. */
    @WithDefault("19456")
    int passwordMemoryKib();

    /** Over that memory. */
    @WithDefault("2")
    int passwordPasses();

    /** Memory and passes weigh about the same: OWASP takes 7 MiB with five passes as it takes 19 MiB with two. */
    default boolean isLessThanRecommended() {
        return (long) passwordMemoryKib() * passwordPasses() < (long) LEAST_MEMORY_KIB * PASSES_OF_LEAST_MEMORY;
    }
}
