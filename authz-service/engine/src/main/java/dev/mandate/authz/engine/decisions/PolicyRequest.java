package dev.mandate.authz.engine.decisions;

import dev.mandate.authz.engine.cedar.EntityUid;
import dev.mandate.authz.engine.cedar.RecordValue;
import dev.mandate.authz.engine.cedar.Request;
import dev.mandate.authz.engine.decisions.questions.Question;
import dev.mandate.authz.engine.entities.CedarNames;
import dev.mandate.events.ids.IdentityId;
import org.jspecify.annotations.Nullable;

/** A question as Cedar is asked it: about one principal, who may be the subject or one of its delegators. */
public final class PolicyRequest {
    private PolicyRequest() {}

    static Request of(IdentityId principal, EvaluationContext evaluation) {
        return of(
                principal,
                evaluation.question(),
                evaluation.own(),
                evaluation.context().context());
    }

    /** @param own the resource where an application keeps it itself; else null */
    static Request of(IdentityId principal, Question question, @Nullable OwnResource own, RecordValue context) {
        if (own == null) return of(principal, question, context);
        var declared = own.declared();
        return new Request(
                principal(principal),
                declared.action(question.action().name()),
                new EntityUid(declared.entityType(), question.resourceId()),
                context);
    }

    private static EntityUid principal(IdentityId principal) {
        return new EntityUid(principal.isPerson() ? CedarNames.PERSON : CedarNames.AGENT, principal.value());
    }

    /** About what the catalogue has. */
    public static Request of(IdentityId principal, Question question, RecordValue context) {
        var call = question.action().isCall();
        var action = call ? new EntityUid(CedarNames.ACTION, question.resourceId()) : CedarNames.USE;
        var resourceType = call
                ? CedarNames.TOOL
                : question.resourceType().equals("model") ? CedarNames.MODEL : CedarNames.SURFACE;
        return new Request(principal(principal), action, new EntityUid(resourceType, question.resourceId()), context);
    }
}
