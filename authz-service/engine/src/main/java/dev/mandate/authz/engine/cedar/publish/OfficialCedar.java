package dev.mandate.authz.engine.cedar.publish;

import com.cedarpolicy.BasicAuthorizationEngine;
import com.cedarpolicy.model.ValidationRequest;
import com.cedarpolicy.model.ValidationResponse;
import com.cedarpolicy.model.exception.AuthException;
import com.cedarpolicy.model.exception.InternalException;
import com.cedarpolicy.model.policy.PolicySet;
import com.cedarpolicy.model.schema.Schema;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * The official library, with its failures told apart: what an author can correct, and what nobody expects. To be called
 * on a {@link DeepStack} with whatever others wrote.
 */
final class OfficialCedar {

    private static final ObjectMapper JSON = new ObjectMapper();

    private OfficialCedar() {}

    /** The author's text is not Cedar. */
    static final class Unreadable extends Exception {

        private static final long serialVersionUID = 1L;

        private Unreadable(StreamConstraintsException e) {
            super("nested too deep", e);
        }

        private Unreadable(InternalException e) {
            super(String.join("; ", e.getErrors()).replace("Internal JNI Error: ", ""), e);
        }

        String reason() {
            return String.valueOf(getMessage());
        }
    }

    /** The policy set that a statement makes, in JSON form, under ids that mean nothing. */
    static JsonNode policies(String source) throws Unreadable {
        try {
            return JSON.readTree(PolicySet.parsePolicies(portable(source)).toJson());
        } catch (InternalException e) {
            throw new Unreadable(e);
        } catch (StreamConstraintsException e) {
            throw new Unreadable(e);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cedar-java wrote JSON that can't be read", e);
        }
    }

    static Schema schema(String text) throws Unreadable {
        try {
            return Schema.parse(Schema.JsonOrCedar.Cedar, portable(text));
        } catch (InternalException e) {
            throw new Unreadable(e);
        }
    }

    static JsonNode json(Schema schema) throws Unreadable {
        try {
            return schema.toJsonFormat();
        } catch (InternalException e) {
            throw new Unreadable(e);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cedar-java wrote JSON that can't be read", e);
        }
    }

    /**
     * The text as it survives JNI, whose strings are not UTF-8 for NUL and for whatever takes two UTF-16 units: the library
     * refuses both. Such characters only mean something in strings, and there an escape means the same.
     */
    static String portable(String text) {
        var portable = new StringBuilder(text.length());
        text.codePoints().forEach(c -> portable.append(portable(c)));
        return portable.toString();
    }

    static String portable(int codePoint) {
        return codePoint == 0 || Character.isSupplementaryCodePoint(codePoint)
                ? "\\u{" + Integer.toHexString(codePoint) + "}"
                : Character.toString(codePoint);
    }

    static ValidationResponse validate(Schema schema, PolicySet policies) {
        try {
            return new BasicAuthorizationEngine().validate(new ValidationRequest(schema, policies));
        } catch (AuthException e) {
            throw new IllegalStateException("cedar-java did not validate", e);
        }
    }
}
