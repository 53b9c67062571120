package dev.mandate.events.authz;

import static dev.mandate.events.cloudevents.JsonMembers.number;
import static dev.mandate.events.cloudevents.JsonMembers.text;
import static dev.mandate.events.cloudevents.JsonMembers.texts;
import static dev.mandate.events.cloudevents.JsonMembers.value;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import dev.mandate.events.authz.DecisionEvent.Decided;
import java.io.IOException;

/** The record of which there is one for each answer: written member by member, in the order in which they are declared. */
final class DecidedJson extends JsonSerializer<Decided> {
    private static final SerializableString DECISION = new SerializedString("decision");
    private static final SerializableString AT = new SerializedString("at");
    private static final SerializableString SESSION = new SerializedString("session");
    private static final SerializableString SUBJECT = new SerializedString("subject");
    private static final SerializableString IDENTITY = new SerializedString("identity");
    private static final SerializableString CHAIN = new SerializedString("chain");
    private static final SerializableString PERSON = new SerializedString("person");
    private static final SerializableString DELEGATION = new SerializedString("delegation");
    private static final SerializableString ACTION = new SerializedString("action");
    private static final SerializableString RESOURCE = new SerializedString("resource");
    private static final SerializableString ARGUMENTS = new SerializedString("arguments");
    private static final SerializableString ASSERTED = new SerializedString("asserted");
    private static final SerializableString ALLOWED = new SerializedString("allowed");
    private static final SerializableString REASON = new SerializedString("reason");
    private static final SerializableString EXPLANATION = new SerializedString("explanation");
    private static final SerializableString GUARDS = new SerializedString("guards");
    private static final SerializableString POLICY_VERSION = new SerializedString("policyVersion");
    private static final SerializableString CATALOG_REVISION = new SerializedString("catalogRevision");
    private static final SerializableString FRESHNESS_MILLIS = new SerializedString("freshnessMillis");
    private static final SerializableString CALLER = new SerializedString("caller");
    private static final SerializableString REQUEST_ID = new SerializedString("requestId");
    private static final SerializableString SHADOW = new SerializedString("shadow");
    private static final SerializableString LOGGED = new SerializedString("logged");
    private static final SerializableString REMEDIES = new SerializedString("remedies");
    private static final SerializableString ESTABLISHED = new SerializedString("established");
    private static final SerializableString AUTHENTICATION = new SerializedString("authentication");
    private static final SerializableString OBLIGATIONS = new SerializedString("obligations");
    private static final SerializableString OMITTED = new SerializedString("omitted");
    private static final SerializableString PRESENTER = new SerializedString("presenter");
    private static final SerializableString VOUCHED = new SerializedString("vouched");
    private static final SerializableString PERMIT = new SerializedString("permit");
    private static final SerializableString RECEIPT = new SerializedString("receipt");
    private static final SerializableString APPROVAL = new SerializedString("approval");

    @Override
    public void serialize(Decided it, JsonGenerator json, SerializerProvider provider) throws IOException {
        json.writeStartObject(it);
        text(DECISION, it.decision().value(), json);
        text(AT, it.at().toString(), json);
        text(SESSION, it.session() == null ? null : it.session().value(), json);
        text(SUBJECT, it.subject(), json);
        text(IDENTITY, it.identity() == null ? null : it.identity().value(), json);
        json.writeFieldName(CHAIN);
        json.writeStartArray();
        for (var identity : it.chain()) json.writeString(identity.value());
        json.writeEndArray();
        text(PERSON, it.person() == null ? null : it.person().value(), json);
        text(DELEGATION, it.delegation() == null ? null : it.delegation().value(), json);
        text(ACTION, it.action(), json);
        text(RESOURCE, it.resource(), json);
        value(ARGUMENTS, it.arguments(), json, provider);
        value(ASSERTED, it.asserted(), json, provider);
        json.writeFieldName(ALLOWED);
        json.writeBoolean(it.allowed());
        text(REASON, it.reason(), json);
        text(EXPLANATION, it.explanation(), json);
        json.writeFieldName(GUARDS);
        json.writeStartArray();
        for (var guard : it.guards()) GuardOutcomeJson.write(guard, json);
        json.writeEndArray();
        text(POLICY_VERSION, it.policyVersion(), json);
        number(CATALOG_REVISION, it.catalogRevision(), json);
        number(FRESHNESS_MILLIS, it.freshnessMillis(), json);
        text(CALLER, it.caller(), json);
        text(REQUEST_ID, it.requestId(), json);
        value(SHADOW, it.shadow(), json, provider);
        text(LOGGED, it.logged() == null ? null : it.logged().name(), json);
        value(REMEDIES, it.remedies(), json, provider);
        value(AUTHENTICATION, it.authentication(), json, provider);
        value(OBLIGATIONS, it.obligations(), json, provider);
        value(OMITTED, it.omitted(), json, provider);
        value(PRESENTER, it.presenter(), json, provider);
        texts(VOUCHED, it.vouched(), json);
        value(PERMIT, it.permit(), json, provider);
        value(APPROVAL, it.approval(), json, provider);
        value(ESTABLISHED, it.established(), json, provider);
        text(RECEIPT, it.receipt(), json);
        json.writeEndObject();
    }
}
