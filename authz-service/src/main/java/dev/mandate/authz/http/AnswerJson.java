package dev.mandate.authz.http;

import static dev.mandate.events.cloudevents.JsonMembers.number;
import static dev.mandate.events.cloudevents.JsonMembers.text;
import static dev.mandate.events.cloudevents.JsonMembers.texts;
import static dev.mandate.events.cloudevents.JsonMembers.value;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import dev.mandate.authz.http.Answer.Context;
import java.io.IOException;

/** Answers are written member by member, in the order in which they are declared; what is null is left out. */
final class AnswerJson extends JsonSerializer<Answer> {
    private static final SerializableString DECISION = new SerializedString("decision");
    private static final SerializableString CONTEXT = new SerializedString("context");
    private static final SerializableString ID = new SerializedString("id");
    private static final SerializableString REASON = new SerializedString("reason");
    private static final SerializableString EXPLANATION = new SerializedString("explanation");
    private static final SerializableString REMEDIES = new SerializedString("remedies");
    private static final SerializableString GUARDS = new SerializedString("guards");
    private static final SerializableString POLICIES = new SerializedString("policies");
    private static final SerializableString POLICY_VERSION = new SerializedString("policyVersion");
    private static final SerializableString CATALOG_REVISION = new SerializedString("catalogRevision");
    private static final SerializableString FRESHNESS_MILLIS = new SerializedString("freshnessMillis");
    private static final SerializableString OBLIGATIONS = new SerializedString("obligations");
    private static final SerializableString APPROVAL = new SerializedString("approval");
    private static final SerializableString EVALUATION_ID = new SerializedString("evaluation_id");
    private static final SerializableString EVALUATED_AT = new SerializedString("evaluated_at");
    private static final SerializableString ACCESS_REQUEST = new SerializedString("access_request");
    private static final SerializableString UNTIL = new SerializedString("until");
    private static final SerializableString DOCUMENT = new SerializedString("document");
    private static final SerializableString RECEIPT = new SerializedString("receipt");
    private static final SerializableString DRY_RUN = new SerializedString("dry_run");
    private static final SerializableString ERROR = new SerializedString("error");

    @Override
    public void serialize(Answer answer, JsonGenerator json, SerializerProvider provider) throws IOException {
        json.writeStartObject();
        json.writeFieldName(DECISION);
        json.writeBoolean(answer.decision());
        json.writeFieldName(CONTEXT);
        write(answer.context(), json, provider);
        json.writeEndObject();
    }

    private static void write(Context it, JsonGenerator json, SerializerProvider provider) throws IOException {
        json.writeStartObject();
        text(ID, it.id(), json);
        text(REASON, it.reason(), json);
        text(EXPLANATION, it.explanation(), json);
        value(REMEDIES, it.remedies(), json, provider);
        value(GUARDS, it.guards(), json, provider);
        texts(POLICIES, it.policies(), json);
        text(POLICY_VERSION, it.policyVersion(), json);
        number(CATALOG_REVISION, it.catalogRevision(), json);
        number(FRESHNESS_MILLIS, it.freshnessMillis(), json);
        value(OBLIGATIONS, it.obligations(), json, provider);
        text(APPROVAL, it.approval(), json);
        text(EVALUATION_ID, it.evaluationId(), json);
        text(EVALUATED_AT, it.evaluatedAt(), json);
        value(ACCESS_REQUEST, it.accessRequest(), json, provider);
        text(UNTIL, it.until(), json);
        value(DOCUMENT, it.document(), json, provider);
        text(RECEIPT, it.receipt(), json);
        value(DRY_RUN, it.dryRun(), json, provider);
        value(ERROR, it.error(), json, provider);
        json.writeEndObject();
    }
}
