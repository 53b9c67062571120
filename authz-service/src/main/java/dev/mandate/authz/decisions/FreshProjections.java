package dev.mandate.authz.decisions;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the other guards looked at is complete up to a moment ago. */
final class FreshProjections implements Guard {
    @Override
    public String name() {
        return "fresh_projections";
    }

    @Override
    public List<Outcome> check(Matter matter) {
        var freshness = matter.freshness();
        var stale = new ArrayList<String>();
        for (Map.Entry<String, java.time.Instant> stream :
                freshness.completeUntil().entrySet())
            if (freshness.stale(stream.getValue(), matter.now())) stale.add(stream.getKey());
        if (stale.isEmpty()) return List.of(Outcome.PASSED);
        return List.of(Outcome.refused(
                Reason.STALE_PROJECTION,
                String.join(",", stale.stream().sorted().toList()),
                "Nothing newer than " + freshness.bound().toSeconds() + " s is known of "
                        + String.join(", ", stale.stream().sorted().toList())
                        + "; it changes once the owning service is heard of again."));
    }
}
