package dev.mandate.authz.engine.decisions;

import java.util.List;

/** What the other guards looked at is complete up to a moment ago. */
final class FreshProjections implements Guard {
    @Override
    public String name() {
        return "fresh_projections";
    }

    @Override
    public List<Outcome> check(Matter matter) {
        var freshness = matter.freshness();
        var stale = freshness.stale(matter.now());
        if (stale.isEmpty()) return List.of(Outcome.PASSED);
        return List.of(Outcome.refused(
                Reason.STALE_PROJECTION,
                String.join(",", stale),
                "Nothing newer than " + freshness.bound().toSeconds() + " s is known of "
                        + String.join(", ", stale)
                        + "; it changes once the owning service is heard of again."));
    }
}
