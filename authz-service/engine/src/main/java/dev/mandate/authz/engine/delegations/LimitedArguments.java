package dev.mandate.authz.engine.delegations;

import dev.mandate.arguments.schema.ArgumentsSchema;
import dev.mandate.events.identity.Constraint;
import java.util.List;

/** Which arguments the limits on a tool name. */
record LimitedArguments(List<Constraint> limits) implements ArgumentsSchema.Limited {
    @Override
    public boolean names(String argument) {
        for (var limit : limits)
            if (isOfAnArgument(limit) && (limit.argument().equals(argument) || leadsInto(argument, limit))) return true;
        return false;
    }

    @Override
    public boolean within(String argument) {
        if (argument.isEmpty()) return limits.stream().anyMatch(LimitedArguments::isOfAnArgument);
        for (var limit : limits) if (leadsInto(argument, limit)) return true;
        return false;
    }

    private static boolean isOfAnArgument(Constraint limit) {
        return limit.operator() != Constraint.Operator.CALLS;
    }

    private static boolean leadsInto(String argument, Constraint limit) {
        var path = limit.argument();
        return path.length() > argument.length() && path.charAt(argument.length()) == '.' && path.startsWith(argument);
    }
}
