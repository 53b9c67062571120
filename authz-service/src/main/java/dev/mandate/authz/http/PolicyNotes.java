package dev.mandate.authz.http;

import dev.mandate.authz.engine.policies.Policies;
import dev.mandate.authz.publishing.PolicySets;
import dev.mandate.events.authz.DecisionEvent.Decided;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/** What authors noted on the policies that a past decision went by, in the versions of then. */
@ApplicationScoped
class PolicyNotes {
    private static final Logger LOG = Logger.getLogger(PolicyNotes.class);
    private static final Pattern PUBLISHED = Pattern.compile("([a-z][a-z0-9-]{0,39})/([0-9]{1,18})");

    private final Policies inForce;
    private final PolicySets sets;

    PolicyNotes(Policies inForce, PolicySets sets) {
        this.inForce = inForce;
        this.sets = sets;
    }

    /** By policy id. Without the database only of the versions that are in force; of files that have been replaced, nothing. */
    Uni<Map<String, Map<String, String>>> of(Decided decided) {
        var book = inForce.current();
        if (book.version().equals(decided.policyVersion())) {
            var notes = new HashMap<String, Map<String, String>>();
            decided.guards().stream()
                    .flatMap(guard -> guard.policies().stream())
                    .forEach(id -> notes.put(id, book.annotations(id)));
            return Uni.createFrom().item(notes);
        }
        Uni<Map<String, Map<String, String>>> notes = Uni.createFrom().item(HashMap::new);
        for (var version : published(decided.policyVersion()))
            notes = notes.chain(known -> with(known, version.group(1), Long.parseLong(version.group(2))));
        return notes.onFailure().recoverWithItem(failure -> {
            LOG.warnf("policies of %s can't be read: %s", decided.policyVersion(), failure);
            return Map.of();
        });
    }

    private Uni<Map<String, Map<String, String>>> with(
            Map<String, Map<String, String>> known, String set, long version) {
        return sets.compiled(set, version).map(found -> {
            if (found != null) found.named().forEach(policy -> known.put(policy.id(), policy.annotations()));
            return known;
        });
    }

    private static List<java.util.regex.Matcher> published(String version) {
        return Arrays.stream(version.split(","))
                .map(PUBLISHED::matcher)
                .filter(java.util.regex.Matcher::matches)
                .toList();
    }
}
