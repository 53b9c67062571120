package dev.mandate.authz.engine.policies;

import dev.mandate.authz.engine.cedar.Policy;
import dev.mandate.authz.engine.cedar.PolicySet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All that is in force at one instant, swapped as one.
 *
 * @param book what decisions go by
 * @param governance what publishing goes by
 */
record InForce(PolicyBook book, PolicyBook governance) {
    static final InForce NOTHING = new InForce(PolicyBook.NONE, PolicyBook.NONE);

    /**
     * The sets together: a permit of any counts, and so does a forbid of any.
     *
     * @param files by set, what stands in for a set of which no version is in force
     */
    static InForce of(Map<String, PolicySetVersion> files, PublishedSets.Snapshot published) {
        if (published.lost()) return NOTHING;
        // What main forbids isn't known without it, whatever other sets permit.
        if (!files.containsKey(PolicySetVersion.MAIN) && !published.active().containsKey(PolicySetVersion.MAIN))
            return NOTHING;
        var active = new TreeMap<>(files);
        active.putAll(published.active());
        var governance = active.get(PolicySetVersion.GOVERNANCE);
        var shadow = published.shadows().isEmpty() ? null : bookOf(with(active, published.shadows()), null);
        return new InForce(bookOf(active, shadow), governance == null ? PolicyBook.NONE : bookOf(governance));
    }

    static Map<String, PolicySetVersion> with(
            Map<String, PolicySetVersion> active, Map<String, PolicySetVersion> instead) {
        var sets = new TreeMap<>(active);
        sets.putAll(instead);
        return sets;
    }

    static PolicyBook bookOf(Map<String, PolicySetVersion> sets, @Nullable PolicyBook shadow) {
        var deciding = new TreeMap<>(sets);
        deciding.remove(PolicySetVersion.GOVERNANCE);
        var inOrder = new ArrayList<PolicySetVersion>();
        var main = deciding.remove(PolicySetVersion.MAIN);
        if (main != null) inOrder.add(main);
        inOrder.addAll(deciding.values());
        if (inOrder.isEmpty()) return PolicyBook.NONE;
        return new PolicyBook(compile(inOrder), versionOf(inOrder), shadow);
    }

    static PolicyBook bookOf(PolicySetVersion alone) {
        return new PolicyBook(PolicySet.compile(alone.policies()), alone.name());
    }

    private static PolicySet compile(Collection<PolicySetVersion> sets) {
        var all = new ArrayList<Policy>();
        for (var set : sets) all.addAll(set.named());
        return PolicySet.compile(all);
    }

    private static String versionOf(Collection<PolicySetVersion> sets) {
        return sets.stream().map(PolicySetVersion::name).collect(Collectors.joining(","));
    }
}
