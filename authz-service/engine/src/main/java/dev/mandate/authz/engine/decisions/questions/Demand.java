package dev.mandate.authz.engine.decisions.questions;

import dev.mandate.events.topics.Topic;
import dev.mandate.events.topics.TopicCatalogue;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** As a write API answered: the record of {@code key} on {@code stream} has at least this revision. */
public record Demand(String stream, String key, long revision) {
    /** Those that decisions look at. */
    public static final Set<String> STREAMS = Stream.of(
                    TopicCatalogue.IDENTITY_IDENTITIES,
                    TopicCatalogue.IDENTITY_DELEGATIONS,
                    TopicCatalogue.LIFECYCLE_ACCESS,
                    TopicCatalogue.LIFECYCLE_CATALOG,
                    TopicCatalogue.LIFECYCLE_APPROVALS,
                    TopicCatalogue.AUTHZ_POLICIES)
            .map(Topic::name)
            .collect(Collectors.toCollection(TreeSet::new));

    @Override
    public String toString() {
        return stream + "/" + key + " at revision " + revision;
    }
}
