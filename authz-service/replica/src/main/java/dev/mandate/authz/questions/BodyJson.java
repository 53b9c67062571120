package dev.mandate.authz.questions;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.mandate.events.cloudevents.EventJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads bodies. Names of members are not kept from one to the next, as Jackson does otherwise: whoever asks chooses them, and can choose
 * them so that its table, which all requests share, is full, and the JVM's, in which it keeps them as well, slow.
 */
public final class BodyJson {
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(EventJson.mapper().getFactory().streamReadConstraints())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            // A limit must be judged by the number that was sent, not by the nearest double.
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static final char ESCAPE = '\\';
    private static final char BYTE_ORDER_MARK = '\ufeff';

    private BodyJson() {}

    /** @throws IOException if it is no JSON, in UTF-8, without duplicate members and halves of letters */
    public static @Nullable JsonNode read(byte[] body) throws IOException {
        var characters = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(body));
        if (characters.hasRemaining() && characters.charAt(0) == BYTE_ORDER_MARK) characters.get();
        try (var parser = MAPPER.createParser(
                characters.array(), characters.arrayOffset() + characters.position(), characters.remaining())) {
            JsonNode read = MAPPER.readTree(parser);
            if (hasHalves(characters))
                throw new IOException(
                        "an escape is half of a letter: \\ud800 to \\udbff come just before \\udc00 to \\udfff");
            return read;
        }
    }

    /**
     * Whether an escape names a surrogate without its other half, which nobody can pass on: in UTF-8 it becomes another letter or none. Surrogates that aren't
     * escaped are whole, since they come out of UTF-8.
     *
     * @param json well-formed
     */
    public static boolean hasHalves(CharSequence json) {
        var begun = false;
        for (var at = 0; at < json.length(); at++) {
            var unit = ' ';
            if (json.charAt(at) == ESCAPE && json.charAt(++at) == 'u') {
                unit = (char) Integer.parseInt(json, at + 1, at + 5, 16);
                at += 4;
            }
            if (begun != Character.isLowSurrogate(unit)) return true;
            begun = Character.isHighSurrogate(unit);
        }
        return false;
    }

    /** @throws ArithmeticException if a number in it is too large for whoever reads a record of it */
    public static Map<String, Object> map(JsonNode object) {
        var map = new LinkedHashMap<String, Object>();
        for (var member : object.properties()) map.put(member.getKey(), value(member.getValue()));
        return map;
    }

    @SuppressWarnings("NullAway") // in arguments, null is a value that somebody gave
    private static Object value(JsonNode node) {
        if (node.isObject()) return map(node);
        if (node.isTextual()) return node.textValue();
        if (node.isBoolean()) return node.booleanValue();
        if (node.isNull()) return null;
        if (node.isArray()) {
            var list = new ArrayList<Object>(node.size());
            for (var element : node) list.add(value(element));
            return list;
        }
        if (!Double.isFinite(node.doubleValue())) throw new ArithmeticException("beyond 1.8e308");
        return node.numberValue();
    }
}
