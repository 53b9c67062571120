package dev.mandate.arguments.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.mandate.events.Fuzzing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** On generated schemas and arguments, the answer is that of a validator that others keep. */
class OracleTest {
    private static final int SCHEMAS = 3_000;
    private static final int ARGUMENTS = 12;
    private static final List<String> NAMES = List.of("to", "amount", "line", "x-note");

    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private Random random = new Random();
    private int allowed;
    private int refused;

    @Test
    @Tag("fuzz")
    void both_answer_the_same() {
        Fuzzing.rounds("schemas", SCHEMAS, seeded -> {
            random = seeded;
            same();
        });
        if (Long.getLong("mandate.test.seed") == null)
            assertThat(Math.min(allowed, refused)).as("allowed and refused").isGreaterThan(SCHEMAS);
    }

    private void same() {
        var written = schema(3);
        var ours = (ArgumentsSchema) ArgumentsSchema.compile(written);
        var theirs = registry.getSchema(Json.MAPPER.<com.fasterxml.jackson.databind.JsonNode>valueToTree(written));
        for (var j = 0; j < ARGUMENTS; j++) {
            var arguments = object(3);
            var expected = theirs.validate(Json.MAPPER.<com.fasterxml.jackson.databind.JsonNode>valueToTree(arguments))
                    .isEmpty();
            assertThat(ours.check(arguments) == null)
                    .as("schema %s, arguments %s", written, arguments)
                    .isEqualTo(expected);
            if (expected) allowed++;
            else refused++;
        }
    }

    private Map<String, Object> schema(int depth) {
        var schema = new LinkedHashMap<String, Object>();
        for (var left = 1 + random.nextInt(3); left > 0; left--) keyword(schema, depth);
        // Of an object it compares the members' values, which the standard doesn't; and 2 and 2.0 are two numbers to
        // it, so
        // that none is written in both ways here.
        if (schema.containsKey("uniqueItems")) schema.put("type", "array");
        return schema;
    }

    private void keyword(Map<String, Object> schema, int depth) {
        switch (random.nextInt(depth > 0 ? 26 : 14)) {
            case 0 -> schema.put("type", one("string", "integer", "number", "boolean", "array", "object", "null"));
            case 1 -> schema.put("type", List.of("object", one("string", "integer", "array")));
            case 2 -> schema.put("enum", java.util.Arrays.asList(value(1), value(1), value(0), "a"));
            case 3 -> schema.put("minimum", number());
            case 4 -> schema.put("exclusiveMaximum", number());
            case 5 -> schema.put("maximum", number());
            case 6 -> schema.put("multipleOf", one(1, 2, 0.5));
            case 7 -> schema.put("maxLength", random.nextInt(4));
            case 8 -> schema.put("minLength", random.nextInt(3));
            case 9 -> schema.put("pattern", one("^a", "b$", "[a-c]+", "^$", "a.c"));
            case 10 -> schema.put("required", List.of(one(NAMES.toArray())));
            case 11 -> schema.put("maxItems", random.nextInt(3));
            case 12 -> schema.put("uniqueItems", true);
            case 13 -> schema.put("minProperties", random.nextInt(3));
            case 14, 15, 16, 17 -> schema.put("properties", properties(depth));
            case 18 -> schema.put("additionalProperties", part(depth));
            case 19 -> schema.put("patternProperties", Map.of("^x-", part(depth)));
            case 20 -> schema.put("items", part(depth));
            case 21 -> schema.put("prefixItems", List.of(part(depth), part(depth)));
            case 22 -> schema.put(one("allOf", "anyOf", "oneOf"), List.of(part(depth), part(depth)));
            case 23 -> schema.put("not", part(depth));
            case 24 -> {
                schema.put("if", part(depth));
                schema.put(one("then", "else"), part(depth));
            }
            default -> {
                schema.put("contains", part(depth));
                schema.put("maxContains", 1 + random.nextInt(2));
            }
        }
    }

    private Map<String, Object> properties(int depth) {
        var properties = new LinkedHashMap<String, Object>();
        for (var left = 2; left > 0; left--) properties.put(String.valueOf(one(NAMES.toArray())), part(depth));
        return properties;
    }

    private Object part(int depth) {
        return random.nextInt(10) == 0 ? random.nextBoolean() : schema(depth - 1);
    }

    private Map<String, Object> object(int depth) {
        var object = new LinkedHashMap<String, Object>();
        for (var name : NAMES) if (random.nextBoolean()) object.put(name, value(depth - 1));
        return object;
    }

    private Object value(int depth) {
        switch (random.nextInt(depth > 0 ? 8 : 5)) {
            case 0:
                return one("", "a", "abc", "aac", "b", "😀");
            case 1, 2:
                return number();
            case 3:
                return random.nextBoolean();
            case 4:
                return random.nextInt(4) == 0 ? null : "a";
            case 5, 6:
                var list = new ArrayList<Object>();
                for (var left = random.nextInt(4); left > 0; left--) list.add(value(depth - 1));
                return list;
            default:
                return object(depth);
        }
    }

    private Object number() {
        return one(-1500, -1, 0, 1, 2, 3, 100, 0.5, 1.5);
    }

    @SafeVarargs
    private final <T> T one(T... some) {
        return some[random.nextInt(some.length)];
    }
}
