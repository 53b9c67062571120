package dev.mandate.authz.recording;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.events.actions.KeptFields;
import dev.mandate.events.cloudevents.EncodedText;
import dev.mandate.events.lifecycle.TrustedField;
import dev.mandate.provenance.disclosure.FieldNames;
import dev.mandate.provenance.disclosure.ValueShapes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values of an answer that its operator keeps for recordings, within a bound; what gives access is told nobody. Once. */
final class KeptValues {
    /** Of a number, as it is written: more is none that anybody reads. */
    private static final int LONGEST_NUMBER = 40;

    private final boolean credential;
    private final Map<String, Object> values = new LinkedHashMap<>();
    private final List<String> secret = new ArrayList<>();
    private final List<String> leftOut = new ArrayList<>();
    private int room;

    /** @param room in bytes as they are encoded, names too */
    private KeptValues(boolean credential, int room) {
        this.credential = credential;
        this.room = room;
    }

    /**
     * @param document the answer as JSON
     * @param room in bytes as they are encoded, names too
     * @return null where it has none of the fields
     */
    static @Nullable KeptFields of(JsonNode document, ToldFields fields, int room) {
        var kept = new KeptValues(fields.credential(), room);
        for (var field : fields.kept()) kept.look(document, field.steps(), "");
        return kept.size() == 0 ? null : new KeptFields(kept.values, kept.secret, kept.leftOut);
    }

    private int size() {
        return values.size() + secret.size() + leftOut.size();
    }

    private void look(JsonNode node, List<String> steps, String pointer) {
        if (size() >= KeptFields.MOST) return;
        if (steps.isEmpty()) {
            take(pointer, node);
            return;
        }
        var step = steps.get(0);
        var rest = steps.subList(1, steps.size());
        if (node.isArray() && step.equals(TrustedField.EACH))
            for (var at = 0; at < node.size() && size() < KeptFields.MOST; at++)
                look(node.get(at), rest, pointer + "/" + at);
        else if (node.isObject() && !step.equals(TrustedField.EACH) && node.has(step))
            look(node.get(step), rest, pointer + JsonPointer.empty().appendProperty(step));
    }

    private void take(String pointer, JsonNode node) {
        if (!node.isValueNode() || node.isNull() || seen(pointer)) return;
        var text = node.asText();
        var bytes = EncodedText.bytes(pointer) + EncodedText.bytes(text);
        var value = value(node, text);
        if (credential || !node.isBoolean() && (FieldNames.secret(pointer) || ValueShapes.secret(text)))
            secret.add(pointer);
        else if (value == null || bytes > room) leftOut.add(pointer);
        else {
            room -= bytes;
            values.put(pointer, value);
        }
    }

    private boolean seen(String pointer) {
        return values.containsKey(pointer) || secret.contains(pointer) || leftOut.contains(pointer);
    }

    /** Null for a number that isn't read as what it is. */
    private static @Nullable Object value(JsonNode node, String text) {
        if (node.isTextual()) return text;
        if (node.isBoolean()) return node.booleanValue();
        if (!node.isNumber() || text.length() > LONGEST_NUMBER) return null;
        if (node.canConvertToLong() && node.isIntegralNumber()) return node.longValue();
        return Double.isFinite(node.doubleValue()) ? node.numberValue() : null;
    }
}
