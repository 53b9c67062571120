package dev.mandate.authz.engine.cedar.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.authz.engine.cedar.BoolValue;
import dev.mandate.authz.engine.cedar.EntityUid;
import dev.mandate.authz.engine.cedar.EvaluationException;
import dev.mandate.authz.engine.cedar.LongValue;
import dev.mandate.authz.engine.cedar.RecordValue;
import dev.mandate.authz.engine.cedar.SetValue;
import dev.mandate.authz.engine.cedar.StringValue;
import dev.mandate.authz.engine.cedar.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** Reads values: with the escapes {@code __entity} and {@code __extn}, or without where a schema tells the type. */
final class ValueJson {

    private ValueJson() {}

    /** @throws MalformedCedarJson if the JSON is no Cedar value, such as null or a fraction */
    static Value read(JsonNode json) {
        return read(json, Shape.PLAIN);
    }

    static Value read(JsonNode json, Shape shape) {
        if (json.isBoolean()) return BoolValue.of(json.booleanValue());
        if (json.isIntegralNumber() && json.canConvertToLong()) return new LongValue(json.longValue());
        if (json.isTextual()) return text(json.textValue(), shape);
        if (json.isArray()) {
            var element = shape instanceof Shape.OfSet set ? set.element() : Shape.PLAIN;
            var elements = new ArrayList<Value>();
            for (var item : json) elements.add(read(item, element));
            return SetValue.of(elements);
        }
        if (json.isObject()) return object(json, shape);
        throw new MalformedCedarJson("not a Cedar value: " + ExpressionJson.brief(json));
    }

    static RecordValue record(JsonNode json, Shape shape) {
        if (!json.isObject()) throw new MalformedCedarJson("not a record: " + ExpressionJson.brief(json));
        var attributes = new LinkedHashMap<String, Value>();
        for (var attribute : json.properties()) {
            attributes.put(attribute.getKey(), read(attribute.getValue(), shape.at(attribute.getKey())));
        }
        return new RecordValue(attributes);
    }

    /** {@code {"type", "id"}}, with or without its escape. */
    static EntityUid entityUid(JsonNode json) {
        var plain = json.path("__entity").isObject() ? json.path("__entity") : json;
        return new EntityUid(ExpressionJson.text(plain, "type"), ExpressionJson.text(plain, "id"));
    }

    private static Value text(String text, Shape shape) {
        return shape instanceof Shape.OfExtension extension
                ? apply(extension.constructor(), List.of(new StringValue(text)))
                : new StringValue(text);
    }

    private static Value object(JsonNode json, Shape shape) {
        if (json.has("__entity") || shape instanceof Shape.OfEntity) return entityUid(json);
        if (json.has("__extn")) return extension(json.path("__extn"));
        if (json.has("__expr")) throw new MalformedCedarJson("__expr is no longer part of Cedar");
        return shape instanceof Shape.OfExtension ? extension(json) : record(json, shape);
    }

    private static Value extension(JsonNode call) {
        var arguments = new ArrayList<Value>();
        if (call.has("arg")) arguments.add(read(call.path("arg")));
        for (var argument : call.path("args")) arguments.add(read(argument));
        return apply(ExpressionJson.text(call, "fn"), arguments);
    }

    private static Value apply(String function, List<Value> arguments) {
        try {
            return Extensions.named(function).apply(arguments);
        } catch (EvaluationException e) {
            throw new MalformedCedarJson(String.valueOf(e.getMessage()));
        }
    }
}
