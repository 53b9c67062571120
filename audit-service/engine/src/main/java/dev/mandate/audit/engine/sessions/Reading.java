package dev.mandate.audit.engine.sessions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.mandate.audit.engine.bounds.Fingerprint;
import dev.mandate.audit.engine.calls.Arguments;
import dev.mandate.events.actions.ActionEvent.ToolCalled;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.provenance.Identifier;
import dev.mandate.provenance.LowerCase;
import dev.mandate.provenance.Words;
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
    static final int DIGITS = 16;

    static Reading of(ToolCalled call) {
        var text = new StringBuilder(128);
        write(call.arguments(), text);
        return new Reading(
                Fingerprint.of(call.tool(), text.toString()).substring(0, DIGITS),
                !call.arguments().isEmpty());
    }

    /** As {@link EventJson} writes it, which what is known of readings rests on; texts, which most are, without its writers. */
    private static void write(Object value, StringBuilder out) {
        if (value instanceof Map<?, ?> map) write(map, out);
        else if (value instanceof Iterable<?> list) write(list, out);
        else if (value instanceof String text) write(plain(text), out);
        else if (value instanceof Integer || value instanceof Long || value instanceof Boolean) out.append(value);
        else out.append(json(value));
    }

    private static void write(String text, StringBuilder out) {
        out.append('"');
        JsonStringEncoder.getInstance().quoteAsString(text, out);
        out.append('"');
    }

    private static void write(Map<?, ?> map, StringBuilder out) {
        char before = '{';
        for (var member : new TreeMap<>(map).entrySet()) {
            if (member.getValue() == null || "".equals(member.getValue())) continue;
            out.append(before);
            before = ',';
            write(member.getKey().toString(), out);
            out.append(':');
            write(member.getValue(), out);
        }
        out.append(before == '{' ? "{}" : "}");
    }

    private static void write(Iterable<?> list, StringBuilder out) {
        char before = '[';
        for (var inner : list) {
            if (inner == null) continue;
            out.append(before);
            before = ',';
            write(inner, out);
        }
        out.append(before == '[' ? "[]" : "]");
    }

    private static String json(Object value) {
        try {
            return EventJson.mapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was read as JSON can be written as JSON", e);
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

    private static String plain(String text) {
        var identifier = Identifier.of(text);
        return identifier.url() ? identifier.value() : LowerCase.of(text.strip());
    }
}
