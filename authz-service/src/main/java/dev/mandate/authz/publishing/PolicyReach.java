package dev.mandate.authz.publishing;

import dev.mandate.authz.engine.policies.PolicySetVersion;
import dev.mandate.authz.publishing.PolicySets.VersionText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says what becomes of which policies, each in one line. */
final class PolicyReach {
    private static final String ENDS = "\\s+";

    private PolicyReach() {}

    /**
     * @param before null where what was shipped is in force, or nothing
     * @param after null where it will be
     */
    static List<String> of(String set, @Nullable VersionText before, @Nullable VersionText after) {
        var lines = new ArrayList<String>();
        lines.add(
                set.equals(PolicySetVersion.GOVERNANCE)
                        ? "whoever publishes and activates policies: who may is said by this set"
                        : "everyone about whom is decided: people, agents, clients");
        if (after != null)
            lines.add("what it would have decided otherwise of late: POST /policies/" + set + "/versions/"
                    + after.facts().version() + "/simulation");
        for (var policy : VersionDiff.entries(before, after)) {
            var text = policy.after() == null ? policy.before() : policy.after();
            lines.add((policy.before() == null ? "new: " : policy.after() == null ? "gone: " : "changed: ")
                    + policy.id() + ": " + String.valueOf(text).strip().replaceAll(ENDS, " "));
        }
        return lines;
    }
}
