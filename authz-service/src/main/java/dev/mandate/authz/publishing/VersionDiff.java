package dev.mandate.authz.publishing;

import dev.mandate.authz.engine.cedar.publish.PolicyTexts;
import dev.mandate.authz.engine.policies.PolicyFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is different between two versions, policy by policy. */
public record VersionDiff(long from, long to, boolean schemaChanged, List<Entry> policies) {

    /**
     * One policy that differs.
     *
     * @param before its text; null if it is new
     * @param after its text; null if it is gone
     */
    public record Entry(
            String id, @Nullable String before, @Nullable String after) {}

    public static VersionDiff of(PolicySets.VersionText from, PolicySets.VersionText to) {
        var before = from.files();
        var after = to.files();
        return new VersionDiff(
                from.facts().version(),
                to.facts().version(),
                !before.schema().text().equals(after.schema().text()),
                entries(before, after));
    }

    /** The policies that differ. @param from null for none, and so is {@code to} */
    static List<Entry> entries(@Nullable PolicyFiles from, @Nullable PolicyFiles to) {
        var before = texts(from);
        var after = texts(to);
        var ids = new TreeSet<>(before.keySet());
        ids.addAll(after.keySet());
        var entries = new ArrayList<Entry>();
        for (var id : ids) {
            var was = before.get(id);
            var is = after.get(id);
            if (was == null || !was.equals(is)) entries.add(new Entry(id, was, is));
        }
        return List.copyOf(entries);
    }

    private static Map<String, String> texts(@Nullable PolicyFiles files) {
        return files == null ? Map.of() : PolicyTexts.byId(files.policies());
    }
}
