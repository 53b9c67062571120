package dev.mandate.authz.engine.decisions;

import dev.mandate.authz.engine.cedar.filter.Condition;
import dev.mandate.authz.engine.cedar.filter.Conditions;
import dev.mandate.authz.engine.cedar.filter.NotAFilter;
import dev.mandate.authz.engine.decisions.answers.Unfit;
import dev.mandate.authz.engine.decisions.questions.Reason;
import dev.mandate.authz.engine.delegations.ModelScope;
import dev.mandate.authz.engine.delegations.ScopeCheck;
import dev.mandate.authz.engine.delegations.ScopeFilter;
import dev.mandate.events.authz.GuardOutcome;
import dev.mandate.events.identity.Constraint;
import dev.mandate.events.identity.Constraint.Operator;
import dev.mandate.events.identity.DelegationState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A call of a tool, or what is done to an application's resource, lies inside what the delegation and each of its parents name; and so does the
 * use of a model, wherever one of them names models. Surfaces are no part of a scope.
 */
final class WithinScope implements Guard {
    private static final int MOST_NAMED = 20;

    @Override
    public String name() {
        return "within_scope";
    }

    @Override
    public List<Outcome> check(EvaluationContext evaluation) {
        var outcomes = new ArrayList<Outcome>();
        if (evaluation.usesModel()) return ModelsInScope.check(evaluation);
        if (!evaluation.acts()) return List.of(Outcome.PASSED);
        for (var link : evaluation.links()) {
            var id = link.delegation().value();
            var scope = check(link, evaluation);
            if (scope instanceof ScopeCheck.NotNamed) {
                outcomes.add(notNamed(id, evaluation));
                return outcomes;
            }
            if (scope instanceof ScopeCheck.Broken broken && broken.limit().operator() == Operator.CALLS) {
                outcomes.add(
                        Outcome.refused(Reason.BUDGET_EXHAUSTED, id, usedUp(id, broken.limit(), nameOf(evaluation))));
                return outcomes;
            }
            if (scope instanceof ScopeCheck.Broken broken) {
                outcomes.add(Outcome.refused(Reason.LIMIT_EXCEEDED, id, explain(id, broken.limit(), evaluation)));
                return outcomes;
            }
            if (scope instanceof ScopeCheck.Undeclared undeclared) {
                outcomes.add(Outcome.refused(
                        Reason.UNDECLARED_ARGUMENT,
                        id,
                        explain(id, undeclared.argument(), nameOf(evaluation)) + declared(evaluation)));
                return outcomes;
            }
            outcomes.add(Outcome.passed(id));
        }
        return outcomes.isEmpty() ? List.of(Outcome.PASSED) : outcomes;
    }

    @Override
    public Sifted sift(EvaluationContext evaluation) {
        var own = evaluation.own();
        if (own == null) return Sifted.alike(check(evaluation));
        var outcomes = new ArrayList<Outcome>();
        var inside = new ArrayList<Condition>();
        var unfit = new ArrayList<Unfit>();
        for (var link : evaluation.links()) {
            var id = link.delegation().value();
            try {
                var condition =
                        ScopeFilter.of(link, own.inScope(), own.declared().each());
                outcomes.add(condition == null ? notNamed(id, evaluation) : Outcome.passed(id));
                if (condition != null) inside.add(condition);
            } catch (NotAFilter e) {
                unfit.add(Unfit.of("delegation", id, e));
            }
        }
        if (outcomes.isEmpty()) outcomes.add(Outcome.PASSED);
        return new Sifted(outcomes, Conditions.all(inside), unfit, List.of());
    }

    private static Outcome notNamed(String id, EvaluationContext evaluation) {
        return Outcome.refused(
                Reason.OUTSIDE_SCOPE,
                id,
                "Delegation " + id + " doesn't name " + (evaluation.own() == null ? "the tool " : "")
                        + nameOf(evaluation) + "; a delegation that names it changes this.");
    }

    /** Of what is asked for, as scopes name it. */
    static String nameOf(EvaluationContext evaluation) {
        var own = evaluation.own();
        if (own != null) return own.inScope();
        var id = evaluation.question().resourceId();
        return evaluation.usesModel() ? ModelScope.PREFIX + id : id;
    }

    static ScopeCheck check(DelegationState link, EvaluationContext evaluation) {
        var own = evaluation.own();
        var limited = own == null ? evaluation.question().argumentsOrNone() : own.attributes();
        return ScopeCheck.of(link, nameOf(evaluation), limited, evaluation.arguments(), called(evaluation));
    }

    /** How often the tool was called in the session before. What is done to an application's resource isn't counted, so that it is beyond any number. */
    static int called(EvaluationContext evaluation) {
        return evaluation.own() == null ? evaluation.allowed().ofTool(nameOf(evaluation)) : Integer.MAX_VALUE;
    }

    /**
     * A delegation says how often it may be done: one under which it is, or one by which a person agreed to calls like it.
     *
     * @param seen what guards said of it
     */
    static boolean limitsCalls(EvaluationContext evaluation, List<GuardOutcome> seen) {
        if (limitsCalls(evaluation.links(), evaluation)) return true;
        var task = evaluation.question().delegation();
        return task != null
                && AgreedCalls.among(seen)
                && limitsCalls(evaluation.delegations().agreedWithin(task), evaluation);
    }

    private static boolean limitsCalls(List<DelegationState> delegations, EvaluationContext evaluation) {
        var name = nameOf(evaluation);
        for (var link : delegations)
            for (var scope : link.scope())
                if (scope.tool().equals(name))
                    for (var limit : scope.constraints()) if (limit.operator() == Operator.CALLS) return true;
        return false;
    }

    private static String usedUp(String delegation, Constraint limit, String tool) {
        return "Delegation " + delegation + " allows " + limit.values().get(0) + " calls of " + tool
                + " in its session, which are used up; a new delegation changes this.";
    }

    private static String explain(String delegation, String argument, String tool) {
        return "Under delegation " + delegation + " only arguments count that the tool's schema or a limit names, and "
                + (argument.isEmpty() ? "there are more than can be looked at" : "neither names " + argument)
                + "; leaving it out changes this, or a schema of " + tool + " that declares it.";
    }

    /** Which names there are, of a tool that whoever asks may call; nothing where its schema has none, or more than anybody reads. */
    private static String declared(EvaluationContext evaluation) {
        var tool = evaluation.tool().state();
        var properties = tool == null ? null : tool.argumentsSchema().get("properties");
        if (!(properties instanceof Map<?, ?> names) || names.isEmpty() || names.size() > MOST_NAMED) return "";
        return " It declares "
                + names.keySet().stream().map(String::valueOf).sorted().collect(Collectors.joining(", ")) + ".";
    }

    private static String said(Constraint limit) {
        var values = String.join(", ", limit.values());
        return switch (limit.operator()) {
            case AT_MOST -> "at most " + values + " and at least 0";
            case AT_LEAST -> "at least " + values;
            case BETWEEN -> "between " + String.join(" and ", limit.values());
            case ONE_OF -> "one of " + values;
            case STARTS_WITH -> "texts that start with " + values;
            case PATH_UNDER -> "paths under " + values + ", which everybody reads alike";
            case URL_UNDER -> "URLs under " + values + ", which everybody reads alike";
            case DOMAIN_IN -> "addresses of " + values;
            case CALLS -> values + " calls";
        };
    }

    private static String explain(String delegation, Constraint limit, EvaluationContext evaluation) {
        var what = evaluation.own() == null ? "argument" : "attribute";
        return "Delegation " + delegation + " limits the " + what + " " + limit.argument() + " to " + said(limit)
                + (limit.holdsWithout() ? " where it is there" : "")
                + "; an " + what + " within that changes this.";
    }
}
