package dev.mandate.cli.evaluation;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the rules and the decision made of one run.
 *
 * @param alerted there is a finding of severity medium or higher
 * @param severity of the gravest finding, in Sigma's words; null without any
 * @param rules names of all that found something
 * @param alertedAt index of the call that raised the first finding of severity medium or higher
 * @param stoppedAt index of the first call that the decision would have stopped before it ran
 */
record RunVerdict(
        String id,
        boolean alerted,
        @Nullable String severity,
        List<String> rules,
        @JsonProperty("alertedAt") @Nullable Integer alertedAt,
        @JsonProperty("stoppedAt") @Nullable Integer stoppedAt) {}
