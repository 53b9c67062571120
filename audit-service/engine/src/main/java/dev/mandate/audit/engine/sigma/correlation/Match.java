package dev.mandate.audit.engine.sigma.correlation;

import dev.mandate.audit.engine.sigma.correlation.chains.GroupKey;
import dev.mandate.audit.engine.sigma.correlation.types.Digest;
import dev.mandate.audit.engine.sigma.correlation.types.Rule;
import java.time.Instant;
import java.util.List;

/**
 * A rule came true for a group.
 *
 * @param events those that made it true, by event time
 * @param incident id of the first event of the incident's first match: with rule and group it names the incident
 * @param shadow the rule is only watched
 */
public record Match(Rule rule, GroupKey group, List<Event> events, String incident, boolean shadow) {
    public Match {
        events = List.copyOf(events);
    }

    public record Event(String id, Instant at) {}

    /** The same for the same rule, group and events, whenever and wherever it is found: an id for the finding. */
    public String fingerprint() {
        var digest = new Digest().add(group.encoded());
        events.forEach(event -> digest.add(event.id()));
        return digest.hex();
    }
}
