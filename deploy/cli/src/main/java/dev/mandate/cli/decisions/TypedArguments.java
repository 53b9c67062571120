package dev.mandate.cli.decisions;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.mandate.events.cloudevents.EventJson;
import java.util.HashMap;
import java.util.Map;

/** Arguments and attributes as somebody types them: each value is JSON, or else text. */
final class TypedArguments {
    private TypedArguments() {}

    static Map<String, Object> of(Map<String, String> texts) {
        var typed = new HashMap<String, Object>();
        texts.forEach((name, text) -> typed.put(name, jsonOrText(text)));
        return typed;
    }

    private static Object jsonOrText(String text) {
        try {
            return EventJson.mapper().readValue(text, Object.class);
        } catch (JsonProcessingException e) {
            return text;
        }
    }
}
