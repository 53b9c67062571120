package dev.mandate.authz.recording;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.authz.questions.BodyJson;
import dev.mandate.events.lifecycle.TrustedField;
import dev.mandate.provenance.Identifier;
import dev.mandate.provenance.Mention;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The identifiers of an answer that are the whole value of a field which its tool's owner trusts. An element of a list is reached by {@code *}
 * alone and a member by its name alone; what is a part of a text, or JSON within one, is what whoever wrote the text chose.
 */
public final class TrustedValues {
    /** As many as are told of an answer. */
    private static final int MOST = 1024;

    /** In characters: well below what identifiers are cut to, so that no longer one is the same. */
    private static final int LONGEST = 200;

    private static final int LONGEST_TEXT = 1024 * 1024;

    private final Set<String> found = new LinkedHashSet<>();

    private TrustedValues() {}

    /** @param answer from the top of which the fields are named; its members are each there once */
    public static Set<String> in(JsonNode answer, Set<TrustedField> fields) {
        var values = new TrustedValues();
        for (var field : fields) values.look(answer, field.steps());
        return values.found;
    }

    /** An answer that may be a text, in whose place is what it holds then; null where that is no document. */
    public static @Nullable JsonNode document(JsonNode answer) {
        return answer.isTextual() ? document(answer.textValue()) : answer;
    }

    /** Of a text that is one JSON document, without a member that is there twice, and nothing else; of any other null. */
    public static @Nullable JsonNode document(String text) {
        if (text.length() > LONGEST_TEXT) return null;
        try {
            return BodyJson.read(text.getBytes(UTF_8));
        } catch (IOException e) {
            return null;
        }
    }

    private void look(JsonNode node, List<String> steps) {
        if (found.size() == MOST) return;
        if (steps.isEmpty()) {
            var identifier = node.isTextual() ? whole(node.textValue()) : null;
            if (identifier != null) found.add(identifier);
            return;
        }
        var step = steps.get(0);
        var rest = steps.subList(1, steps.size());
        if (node.isArray() && step.equals(TrustedField.EACH)) for (var element : node) look(element, rest);
        else if (node.isObject() && !step.equals(TrustedField.EACH) && node.has(step)) look(node.get(step), rest);
    }

    /** Null for what is more than an identifier, or none. */
    private static @Nullable String whole(String text) {
        if (text.length() > LONGEST) return null;
        var mentions = Mention.in(Map.of("", text));
        if (mentions.size() != 1) return null;
        var identifier = mentions.get(0).identifier();
        return identifier.equals(Identifier.of(text)) ? identifier.value() : null;
    }
}
