package dev.mandate.audit.engine.sessions;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.mandate.audit.engine.bounds.Fingerprint;
import dev.mandate.audit.engine.calls.Arguments;
import dev.mandate.events.actions.ActionEvent.ToolCalled;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.provenance.Identifier;
import dev.mandate.provenance.LowerCase;
import dev.mandate.provenance.Words;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a call reads, as far as its tool and arguments tell: the same for spellings of one address, and for arguments left out.
 *
 * @param digest of the tool and the arguments
 * @param specific it names what it reads, rather than taking whatever has come in
 */
record Reading(String digest, boolean specific) {
    private static final int MAX_WORDS = 8;
    private static final int DIGITS = 16;

    static Reading of(ToolCalled call) {
        var arguments = plain(call.arguments());
        try {
            var text = EventJson.mapper().writeValueAsString(arguments);
            return new Reading(
                    Fingerprint.of(call.tool(), text).substring(0, DIGITS),
                    !call.arguments().isEmpty());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("arguments that were read as JSON can be written as JSON", e);
        }
    }

    /** Only of arguments that are a path or address themselves: what else a call says is free text. At most 8. */
    static List<String> words(ToolCalled call) {
        var words = new HashSet<String>();
        Arguments.flatten(call.arguments())
                .values()
                .forEach(values -> values.forEach(value -> {
                    var text = value.toString();
                    if (text.indexOf('/') >= 0 || text.indexOf('.') >= 0) words.addAll(Words.of(text));
                }));
        return words.stream().sorted().limit(MAX_WORDS).toList();
    }

    private static Map<String, Object> plain(Map<?, ?> arguments) {
        var plain = new TreeMap<String, Object>();
        arguments.forEach((name, value) -> {
            if (value != null && !"".equals(value)) plain.put(name.toString(), plain(value));
        });
        return plain;
    }

    private static Object plain(Object value) {
        if (value instanceof Map<?, ?> map) return plain(map);
        if (value instanceof Iterable<?> list) {
            var plain = new ArrayList<Object>();
            for (var inner : list) if (inner != null) plain.add(plain(inner));
            return plain;
        }
        if (!(value instanceof String text)) return value;
        var identifier = Identifier.of(text);
        return identifier.url() ? identifier.value() : LowerCase.of(text.strip());
    }
}
