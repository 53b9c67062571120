package dev.mandate.gateway.jsonrpc;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * JSON of servers, which nobody vouches for: without duplicate members, not nested without end. Names are not kept from one message to the
 * next, since whoever wrote the text chose them.
 */
public final class ServerJson {
    private static final int DEEPEST = 128;
    private static final int LONGEST_NUMBER = 1000;
    private static final int LEAST = 8;
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxNumberLength(LONGEST_NUMBER)
                            .maxStringLength(Integer.MAX_VALUE) // whoever reads the message has bounded it
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            // What is passed on stays as it was written: 1.50 is not 1.5 for everybody.
            .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
            .build();

    private ServerJson() {}

    /** @throws IOException if it is no JSON object */
    public static ObjectNode read(byte[] json) throws IOException {
        if (MAPPER.readTree(json) instanceof ObjectNode object) return object;
        throw new IOException("it is no JSON object");
    }

    public static byte[] write(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What is left of a room of so many characters once all texts and names of this are in it, each value counted as eight at least; below
     * zero where it doesn't fit, which is told without looking at the rest.
     */
    public static long left(@Nullable JsonNode node, long room) {
        if (node == null || room < 0) return room;
        if (node.isTextual()) return room - Math.max(LEAST, node.textValue().length());
        var left = room - LEAST;
        if (node.isObject())
            for (var member : node.properties()) {
                left = left(member.getValue(), left - member.getKey().length());
                if (left < 0) return left;
            }
        else
            for (var element : node) {
                left = left(element, left);
                if (left < 0) return left;
            }
        return left;
    }

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }
}
