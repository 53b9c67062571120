package dev.mandate.audit.engine.sigma.correlation.types;

import java.time.Duration;
import java.util.List;

/**
 * What people are told about a rule that can raise a match.
 *
 * @param id Sigma's {@code id}, else its {@code name}
 * @param version digest of the rule and of every rule that it refers to: another text is another version
 * @param tags such as {@code atlas.aml.t0086}
 * @param groupBy fields whose values make a group
 * @param timespan within which the events of a match lie
 */
public record Rule(
        String id,
        String version,
        String title,
        String description,
        Level level,
        List<String> tags,
        List<String> falsePositives,
        List<String> groupBy,
        Duration timespan) {
    public Rule {
        tags = List.copyOf(tags);
        falsePositives = List.copyOf(falsePositives);
        groupBy = List.copyOf(groupBy);
    }
}
