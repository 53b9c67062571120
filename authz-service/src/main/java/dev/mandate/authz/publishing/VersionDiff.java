package dev.mandate.authz.publishing;

import dev.mandate.authz.engine.cedar.publish.PolicyTexts;
import java.util.ArrayList;
import java.util.List;
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
        var before = PolicyTexts.byId(
                from.submission().policyFiles(from.facts().set()).policies());
        var after =
                PolicyTexts.byId(to.submission().policyFiles(to.facts().set()).policies());
        var ids = new TreeSet<>(before.keySet());
        ids.addAll(after.keySet());
        var entries = new ArrayList<Entry>();
        for (var id : ids) {
            var was = before.get(id);
            var is = after.get(id);
            if (was == null || !was.equals(is)) entries.add(new Entry(id, was, is));
        }
        var schemas = from.submission().policyFiles(from.facts().set()).schema().text();
        var schema = to.submission().policyFiles(to.facts().set()).schema().text();
        return new VersionDiff(
                from.facts().version(), to.facts().version(), !schemas.equals(schema), List.copyOf(entries));
    }
}
