package dev.mandate.arguments.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;

/** Written with single quotes. */
final class Json {
    static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private Json() {}

    static Map<String, Object> object(String json) {
        try {
            return MAPPER.readValue(json.replace('\'', '"'), new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }

    static ArgumentsSchema schema(String json) {
        var compiled = ArgumentsSchema.compile(object(json));
        if (compiled instanceof ArgumentsSchema schema) return schema;
        throw new IllegalArgumentException(compiled.toString());
    }
}
