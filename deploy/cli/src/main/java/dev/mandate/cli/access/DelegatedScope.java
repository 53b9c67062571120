package dev.mandate.cli.access;

import dev.mandate.events.identity.Constraint;
import dev.mandate.events.identity.Constraint.Operator;
import dev.mandate.events.identity.ToolScope;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a delegation names, with how much of models. */
final class DelegatedScope {
    private DelegatedScope() {}

    /**
     * @param names of tools, applications' actions and models
     * @param tokens of each model, else of all together; null for no limit
     * @param calls likewise
     */
    static List<ToolScope> of(List<String> names, @Nullable Long tokens, @Nullable Long calls) {
        var limits = new ArrayList<Constraint>();
        if (tokens != null) limits.add(most("tokens", tokens));
        if (calls != null) limits.add(most("calls", calls));
        var scope = new ArrayList<ToolScope>();
        for (var name : names) {
            var named = new ToolScope(name, List.of());
            scope.add(named.ofModels() ? new ToolScope(name, limits) : named);
        }
        if (!limits.isEmpty() && scope.stream().noneMatch(ToolScope::ofModels))
            scope.add(new ToolScope(ToolScope.ANY_MODEL, limits));
        return scope;
    }

    private static Constraint most(String what, long most) {
        return new Constraint(what, Operator.AT_MOST, List.of(Long.toString(most)));
    }
}
