package dev.mandate.arguments.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whoever registers a tool chooses the schema, and whoever calls it the arguments: the product of both must not be theirs. */
class HostileArgumentsTest {
    private static final int CHARACTERS = 128 * 1024;
    private static final int ALLOWED_MILLIS = 100; // 20 are wanted, of a machine that does nothing else

    @Test
    void a_pattern_that_would_go_back_for_ever_takes_time_in_proportion() {
        bounded("{'properties': {'a': {'pattern': '^(a+)+$'}}}", Map.of("a", "a".repeat(CHARACTERS - 1) + "!"));
        bounded("{'properties': {'a': {'pattern': '(x+x+)+y'}}}", Map.of("a", "x".repeat(CHARACTERS)));
        bounded("{'properties': {'a': {'pattern': '([a-z]{1,12}){1,12}!'}}}", Map.of("a", "a".repeat(CHARACTERS)));
    }

    @Test
    void alternatives_of_alternatives_are_not_tried_for_ever() {
        var twice = "{'anyOf': [{'properties': {'x': {'$ref': '#/$defs/a'}}, 'required': ['y']},"
                + " {'properties': {'x': {'$ref': '#/$defs/a'}}, 'required': ['y']}]}";
        Map<String, Object> deep = Map.of();
        for (var i = 0; i < 30; i++) deep = Map.of("x", deep);
        bounded("{'$ref': '#/$defs/a', '$defs': {'a': " + twice + "}}", deep);
    }

    @Test
    void elements_of_one_hash_are_compared_in_order() {
        var same = new ArrayList<Object>();
        for (var i = 0; i < 8_192; i++) {
            var text = new StringBuilder();
            for (var bit = 0; bit < 13; bit++) text.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            same.add(text.toString());
        }
        bounded("{'properties': {'a': {'uniqueItems': true}}}", Map.of("a", same));
    }

    @Test
    void many_names_meet_many_patterns_and_many_elements_many_schemas() {
        var patterns = new StringBuilder();
        for (var i = 0; i < 31; i++) patterns.append("'^[a-z]+" + i + "[a-z]+$': true,");
        var names = new HashMap<String, Object>();
        for (var i = 0; i < 8_000; i++) names.put("name" + i + "name", 1);
        bounded("{'patternProperties': {" + patterns + "'x': true}}", names);
        var all = String.join(",", Collections.nCopies(2_000, "{'type': 'integer', 'minimum': 0}"));
        bounded("{'properties': {'a': {'items': {'allOf': [" + all + "]}}}}", Map.of("a", ones()));
        bounded("{'properties': {'a': {'items': {'not': {'not': {'oneOf': [" + all + "]}}}}}}", Map.of("a", ones()));
    }

    @Test
    void ordinary_arguments_of_the_same_size_are_judged() {
        var schema = Json.schema(
                "{'properties': {'a': {'items': {'type': 'integer', 'minimum': 0, 'maximum': 9}},"
                        + " 'body': {'type': 'string', 'pattern': '^[^<>]*$'}}, 'required': ['a'], 'additionalProperties': false}");
        assertThat(schema.check(Map.of("a", ones()))).isNull();
        assertThat(schema.check(Map.of("a", List.of(1), "body", "b".repeat(CHARACTERS))))
                .isNull();
    }

    private static List<Object> ones() {
        return Collections.nCopies(CHARACTERS / 2, 1);
    }

    private static void bounded(String json, Map<String, Object> arguments) {
        var schema = Json.schema(json);
        var threads = ManagementFactory.getThreadMXBean();
        var best = Long.MAX_VALUE;
        for (var i = 0; i < 8; i++) {
            var began = threads.getCurrentThreadCpuTime();
            schema.check(arguments);
            best = Math.min(best, threads.getCurrentThreadCpuTime() - began);
        }
        assertThat(best / 1_000_000)
                .as(json.substring(0, Math.min(80, json.length())))
                .isLessThanOrEqualTo(ALLOWED_MILLIS);
        System.out.printf("%6.1f ms: %.80s%n", best / 1e6, json);
    }
}
