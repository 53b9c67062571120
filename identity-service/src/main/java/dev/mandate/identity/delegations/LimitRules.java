package dev.mandate.identity.delegations;

import dev.mandate.arguments.places.Directory;
import dev.mandate.arguments.places.WebPlace;
import dev.mandate.events.identity.Constraint;
import dev.mandate.events.identity.Constraint.Operator;
import dev.mandate.events.identity.ToolScope;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Limits that say what they are meant to. One that only looks as if it held something in is refused, with the kind of limit that does:
 * how a path begins says nothing about where it leads.
 */
public final class LimitRules {
    private static final Set<String> OF_MODELS = Set.of("calls", "tokens");

    private LimitRules() {}

    public static Optional<Refusal> refusal(List<ToolScope> scope) {
        for (var i = 0; i < scope.size(); i++) {
            var limits = scope.get(i).constraints();
            for (var j = 0; j < limits.size(); j++) {
                if (scope.get(i).ofModels() && !ofModels(limits.get(j)))
                    return Optional.of(Refusal.invalid(
                            "/scope/" + i + "/constraints/" + j,
                            "Limit a model by " + Operator.AT_MOST + " of calls or tokens"));
                if (limits.get(j).operator() == Operator.CALLS
                        && scope.get(i).tool().indexOf('/') >= 0)
                    return Optional.of(
                            Refusal.invalid(
                                    "/scope/" + i + "/constraints/" + j,
                                    "Limit how often a tool is called; what is done to an application's own resources isn't counted"));
                var values = limits.get(j).values();
                for (var k = 0; k < values.size(); k++) {
                    var title = instead(limits.get(j), values.get(k));
                    if (title == null) continue;
                    return Optional.of(Refusal.invalid("/scope/" + i + "/constraints/" + j + "/values/" + k, title));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean ofModels(Constraint limit) {
        return limit.operator() == Operator.AT_MOST && OF_MODELS.contains(limit.argument()) && !limit.holdsWithout();
    }

    /** Null for a limit that may stand. */
    private static @Nullable String instead(Constraint limit, String value) {
        return switch (limit.operator()) {
            case STARTS_WITH -> {
                if (WebPlace.mayBeMeant(value)) yield "Use " + Operator.URL_UNDER + " for URLs";
                yield Directory.mayBeMeant(value) ? "Use " + Operator.PATH_UNDER + " for paths" : null;
            }
            case PATH_UNDER -> Directory.parse(value).isPresent() ? null : Directory.RULE;
            case URL_UNDER -> WebPlace.parse(value).isPresent() ? null : WebPlace.RULE;
            case AT_MOST ->
                new BigDecimal(value).signum() < 0
                        ? "Use " + Operator.BETWEEN + " for numbers below 0: " + Operator.AT_MOST + " allows none"
                        : null;
            case AT_LEAST, BETWEEN, ONE_OF, DOMAIN_IN, CALLS -> null;
        };
    }
}
