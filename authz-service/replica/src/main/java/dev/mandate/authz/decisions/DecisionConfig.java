package dev.mandate.authz.decisions;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** How decisions are made, and which of them wait for their record. */
@ConfigMapping(prefix = "mandate.decisions")
public interface DecisionConfig {
    /** How old the oldest stream may be for an allow, 1 second to 10 minutes. */
    @WithDefault("30s")
    Duration freshnessBound();

    /** How old what was found about sessions may be for a call labelled egress, money, credential, grant or destroy, 1 second to 10 minutes. */
    @WithDefault("30s")
    Duration riskFreshnessBound();

    /**
     * Allows that leave without waiting for their record: {@code use}, {@code call}, or a label of tools. A tool is meant if it has
     * labels and all of them are named.
     */
    Optional<Set<String>> buffered();

    /**
     * How long an answer waits where a call would be denied only since the risk job has yet to judge what was just read, at most 1 minute; 0 for not at all.
     */
    @WithDefault("1s")
    Duration judgementPatience();

    /** Answers that wait so at the same time; one more is a denial at once. */
    @WithDefault("1000")
    int mostAwaitingJudgement();
}
