package dev.mandate.authz.engine.decisions;

import dev.mandate.authz.engine.decisions.questions.Question;
import dev.mandate.authz.engine.decisions.questions.Reason;
import dev.mandate.authz.engine.entities.CedarNames;
import dev.mandate.authz.engine.entities.Known;
import java.util.List;

/** The action is one of ours and its resource is in the catalogue, or an application declares both and asks itself. */
final class KnownResource implements Guard {
    @Override
    public String name() {
        return "known_resource";
    }

    @Override
    public List<Outcome> check(EvaluationContext evaluation) {
        var own = evaluation.own();
        if (own != null) return own.known();
        var question = evaluation.question();
        if (evaluation.discovers()) return List.of(Outcome.passed(question.resource()));
        var known = lookUp(evaluation);
        if (known.unreadable()) {
            return refuse(
                    Reason.UNREADABLE_STATE,
                    question,
                    "The newest catalogue record of this resource can't be read; writing it again changes this.");
        }
        if (!question.inCatalogue()) {
            var types = evaluation
                    .directory()
                    .catalogue()
                    .typesOf(question.caller(), question.action().name());
            if (!types.isEmpty())
                return refuse(
                        Reason.UNKNOWN_RESOURCE,
                        question,
                        "The applications that " + question.caller() + " speaks for declare "
                                + question.action().name() + " of " + String.join(", ", types)
                                + ", not of this type; declaring it changes this.");
        }
        if (question.action().kind() == null || question.action().discovers()) {
            return refuse(
                    Reason.UNKNOWN_ACTION,
                    question,
                    "Ask for the action call on a tool, or use on a model or surface.");
        }
        if (known.state() == null) {
            return refuse(
                    Reason.UNKNOWN_RESOURCE,
                    question,
                    "The catalogue has no " + question.resourceType() + " of this id; registering it changes this.");
        }
        return List.of(Outcome.passed(question.resource()));
    }

    private static Known<?> lookUp(EvaluationContext evaluation) {
        var catalogue = evaluation.directory().catalogue();
        var question = evaluation.question();
        var id = question.resourceId();
        if (question.action().isCall() && question.inCatalogue()) {
            var callable = question.resourceType().equals("tool") && !CedarNames.reserved(id);
            return callable ? evaluation.tool() : new Known<>(null, false);
        }
        return switch (question.resourceType()) {
            case "tool" -> new Known<>(null, false);
            case "model" -> catalogue.model(id);
            case "surface" -> catalogue.surface(id);
            default -> catalogue.resourceType(question.resourceType());
        };
    }

    private static List<Outcome> refuse(Reason reason, Question question, String explanation) {
        return List.of(Outcome.refused(reason, question.resource(), explanation));
    }
}
