package dev.mandate.authz.quota;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.OptionalInt;

/**
 * How much one caller may have evaluated, in bytes of JSON: of the body, and once more of what each item of a batch inherits. An
 * evaluation counts as 256 at least, a page of a search as 262,144.
 */
@ConfigMapping(prefix = "mandate.quota")
public interface QuotaConfig {
    /** Bytes a second. */
    @WithDefault("1M")
    MemorySize rate();

    /** Bytes at once after a pause; at least what the largest batch counts, 2M. */
    @WithDefault("4M")
    MemorySize burst();

    /** Bytes a second for a caller with the scope {@code decisions:gateway}, who asks for many. */
    @WithDefault("64M")
    MemorySize gatewayRate();

    /** Bytes at once for such a caller; at least 2M. */
    @WithDefault("64M")
    MemorySize gatewayBurst();

    /** What counts more bytes than this is evaluated by threads of its own, so that ordinary questions don't wait for it. */
    @WithDefault("16K")
    MemorySize ordinary();

    /** How many such threads there are; half of the processors, and one at least, if unset. */
    OptionalInt threads();

    /** Requests of one caller that may be with those threads at the same time, waiting or under way. */
    @WithDefault("2")
    int atOnce();

    /** The same for a caller with the scope {@code decisions:gateway}. */
    @WithDefault("16")
    int gatewayAtOnce();

    /** Requests of all callers that may be with those threads at the same time; each holds its body, 128 KiB at most. */
    @WithDefault("256")
    int atOnceOfAll();

    /** Callers whose use is remembered, at about 200 bytes each; of more, those are forgotten that asked longest ago. */
    @WithDefault("100000")
    int callers();
}
