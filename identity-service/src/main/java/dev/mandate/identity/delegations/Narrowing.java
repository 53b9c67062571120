package dev.mandate.identity.delegations;

import dev.mandate.events.identity.Constraint;
import dev.mandate.events.identity.ToolScope;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A sub-delegation's scope lies within its parent's: fewer tools, and each keeps the parent's limits beside its own. A parent that names no models, or
 * all, lets some be named; its own budget of them holds beside.
 */
final class Narrowing {
    private Narrowing() {}

    /** Positions of the tools in {@code wanted} that the parent doesn't have. */
    static List<Integer> beyond(List<ToolScope> parent, List<ToolScope> wanted) {
        var has = byTool(parent).keySet();
        var beyond = new ArrayList<Integer>();
        for (var i = 0; i < wanted.size(); i++) {
            if (!has.contains(wanted.get(i).tool()) && !anyModel(wanted.get(i), has)) beyond.add(i);
        }
        return beyond;
    }

    private static boolean anyModel(ToolScope wanted, Set<String> has) {
        return wanted.ofModels()
                && (has.contains(ToolScope.ANY_MODEL)
                        || has.stream().noneMatch(tool -> tool.startsWith(ToolScope.MODEL)));
    }

    /** @throws IllegalArgumentException if {@code wanted} names a tool that the parent doesn't have */
    static List<ToolScope> within(List<ToolScope> parent, List<ToolScope> wanted) {
        var limits = byTool(parent);
        return wanted.stream()
                .map(tool -> anyModel(tool, limits.keySet()) && !limits.containsKey(tool.tool())
                        ? tool
                        : within(limits.get(tool.tool()), tool))
                .toList();
    }

    private static ToolScope within(@Nullable ToolScope parent, ToolScope wanted) {
        if (parent == null) throw new IllegalArgumentException("the parent has no tool " + wanted.tool());
        var constraints = new LinkedHashSet<Constraint>(parent.constraints());
        constraints.addAll(wanted.constraints());
        return new ToolScope(wanted.tool(), List.copyOf(constraints));
    }

    private static Map<String, ToolScope> byTool(List<ToolScope> scope) {
        return scope.stream().collect(Collectors.toMap(ToolScope::tool, Function.identity()));
    }
}
