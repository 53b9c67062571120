package dev.mandate.authz.engine.decisions;

import dev.mandate.authz.engine.cedar.BoolValue;
import dev.mandate.authz.engine.cedar.Entities;
import dev.mandate.authz.engine.cedar.RecordValue;
import dev.mandate.authz.engine.cedar.Request;
import dev.mandate.authz.engine.entities.CedarNames;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.lifecycle.ToolLabel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Where no policy permits it: the roles of the catalogue with which one would, found by asking again with each. */
final class Remedy {
    private static final int ROLES_TRIED = 64;
    private static final int ROLES_NAMED = 3;

    private Remedy() {}

    static String where(Request request, EvaluationContext evaluation) {
        var what = request.principal().id() + " to " + describe(evaluation);
        var roles =
                request.principal().type().equals(CedarNames.PERSON) ? roles(request, evaluation) : List.<String>of();
        return where(what, roles);
    }

    /** @param roles with each of which one would */
    static String where(String what, List<String> roles) {
        if (roles.isEmpty()) return "No policy permits " + what + "; one that does changes this.";
        return "No policy permits " + what + "; the role " + String.join(" or ", roles) + " changes this.";
    }

    static List<String> roles(Request request, EvaluationContext evaluation) {
        var policies = evaluation.book().policies();
        return roles(request, evaluation, entities -> {
            var answer = policies.decide(request, entities);
            return answer.allowed() && answer.errors().isEmpty();
        });
    }

    /** @param permits whether it would be permitted, as the person then is */
    static List<String> roles(Request request, EvaluationContext evaluation, Predicate<Entities> permits) {
        var person = evaluation.entities().person(request.principal().id());
        var found = new ArrayList<String>();
        if (person == null) return found;
        var catalogue = evaluation.directory().catalogue();
        for (var role : catalogue.roles().stream().limit(ROLES_TRIED).toList()) {
            var promoted = person.with(catalogue.heldWith(role.id()));
            if (permits.test(uid -> uid.equals(promoted.uid())
                    ? promoted
                    : evaluation.entities().get(uid))) found.add(role.id());
            if (found.size() == ROLES_NAMED) break;
        }
        return found;
    }

    /** The policies that refuse it to an agent on its own would decide otherwise in a task. */
    static boolean inATask(IdentityId agent, EvaluationContext evaluation) {
        var context = new HashMap<>(evaluation.context().context().attributes());
        context.put("delegated", BoolValue.of(true));
        var asIs = PolicyRequest.of(agent, evaluation);
        var inTask = PolicyRequest.of(agent, evaluation.question(), evaluation.own(), new RecordValue(context));
        var policies = evaluation.book().policies();
        return !policies.decide(inTask, evaluation.entities())
                .determining()
                .equals(policies.decide(asIs, evaluation.entities()).determining());
    }

    private static String describe(EvaluationContext evaluation) {
        var question = evaluation.question();
        var own = evaluation.own();
        if (own != null) return own.words();
        if (!question.action().isCall()) return "use the " + question.resourceType() + " " + question.resourceId();
        var tool = evaluation.tool().state();
        if (tool == null) return "call " + question.resourceId();
        var labels = tool.labels().stream().map(ToolLabel::text).collect(Collectors.joining(", "));
        return "call " + tool.id() + " of " + tool.application() + (labels.isEmpty() ? "" : " (" + labels + ")");
    }
}
