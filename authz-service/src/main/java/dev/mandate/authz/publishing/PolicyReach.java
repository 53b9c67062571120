package dev.mandate.authz.publishing;

import dev.mandate.authz.engine.policies.PolicyFiles;
import dev.mandate.authz.engine.policies.PolicySetVersion;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says what becomes of which policies, each in one line. */
final class PolicyReach {
    private static final String ENDS = "\\s+";

    private PolicyReach() {}

    /**
     * @param before what is in force: of a version, or of the files where they count; null where nothing is
     * @param after what would be; null where nothing would
     * @param version that would be in force; null where none would
     */
    static List<String> of(
            String set, @Nullable PolicyFiles before, @Nullable PolicyFiles after, @Nullable Long version) {
        var lines = new ArrayList<String>();
        lines.add(
                set.equals(PolicySetVersion.GOVERNANCE)
                        ? "whoever publishes and activates policies: who may is said by this set"
                        : "everyone about whom is decided: people, agents, clients");
        if (version != null)
            lines.add("what it would have decided otherwise of late: POST /policies/" + set + "/versions/" + version
                    + "/simulation");
        if (before != null
                && after != null
                && !before.schema().text().equals(after.schema().text())) lines.add("changed: its schema");
        for (var policy : VersionDiff.entries(before, after)) {
            var text = policy.after() == null ? policy.before() : policy.after();
            lines.add((policy.before() == null ? "new: " : policy.after() == null ? "gone: " : "changed: ")
                    + policy.id() + ": " + String.valueOf(text).strip().replaceAll(ENDS, " "));
        }
        return lines;
    }
}
