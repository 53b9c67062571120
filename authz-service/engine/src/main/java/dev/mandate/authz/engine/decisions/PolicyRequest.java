package dev.mandate.authz.engine.decisions;

import dev.mandate.authz.engine.cedar.EntityUid;
import dev.mandate.authz.engine.cedar.RecordValue;
import dev.mandate.authz.engine.cedar.Request;
import dev.mandate.authz.engine.entities.CedarNames;
import dev.mandate.events.ids.IdentityId;

/** A question as Cedar is asked it: about one principal, who may be the subject or one of its delegators. */
public final class PolicyRequest {
    private PolicyRequest() {}

    public static Request of(IdentityId principal, Question question, RecordValue context) {
        var type = principal.isPerson() ? CedarNames.PERSON : CedarNames.AGENT;
        var call = question.action().isCall();
        var action = call ? new EntityUid(CedarNames.ACTION, question.resourceId()) : CedarNames.USE;
        var resourceType = call
                ? CedarNames.TOOL
                : question.resourceType().equals("model") ? CedarNames.MODEL : CedarNames.SURFACE;
        return new Request(
                new EntityUid(type, principal.value()),
                action,
                new EntityUid(resourceType, question.resourceId()),
                context);
    }
}
