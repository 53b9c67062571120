package dev.mandate.events.cloudevents;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;

/** A record with something wrong: in its bytes, in its JSON, in its headers or in its key. */
final class Mutation {
    /** JSON, so that what Jackson's own writer could not say is among them. */
    private static final List<String> ODD_VALUES = List.of(
            "null",
            "true",
            "0",
            "-1",
            "5",
            "1.5",
            "1e999",
            "-1e-999",
            "99999999999999999999999",
            "1e99999999",
            "\"\"",
            "\" \"",
            "\"x\"",
            "\"5\"",
            "\"null\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"\\udc00x\"",
            "\"ű😀\"",
            "[]",
            "[null]",
            "[[]]",
            "{}",
            "{\"\":null}",
            "{\"value\":\"agt_1\"}",
            "[1,\"a\",{}]",
            "\"agt_\"",
            "\"per_1\"",
            "\"del_é\"",
            "\"2026-13-45T00:00:00Z\"",
            "\"-999999999-01-01T00:00:00Z\"",
            "\"+1000000000-12-31T23:59:59.999999999Z\"",
            "\"0000-01-01T00:00:00Z\"",
            "\"9999-12-31T23:59:59.999999999-18:00\"",
            "9223372036854775807",
            "2147483648",
            "-9223372036854775809",
            "NaN",
            "\"NaN\"",
            "\"Infinity\"",
            "[" + "9".repeat(1_001) + "]",
            "[".repeat(31) + "]".repeat(31),
            "\"" + "a".repeat(300) + "\"",
            "1793613600.5",
            "\"1793613600\"");

    private static final List<String> ODD_HEADERS = List.of(
            "", " ", "x", "1.0", "null", "\u0000", "\ud800", "ű", "application/cloudevents+json", "é".repeat(400));

    private Mutation() {}

    static WireRecord of(WireRecord record, Random random) {
        var kind = random.nextInt(20);
        if (kind == 0)
            return new WireRecord(random.nextBoolean() ? null : bytes(random), record.headers(), record.value());
        if (kind == 1) return headers(record, random);
        if (kind == 2) return with(record, random.nextBoolean() ? null : bytes(random));
        if (kind < 8) return with(record, flipped(record.value(), random));
        return with(record, odd(record.value(), random).getBytes(UTF_8));
    }

    private static WireRecord headers(WireRecord record, Random random) {
        var headers = new LinkedHashMap<>(record.headers());
        var names = new ArrayList<>(headers.keySet());
        var name = names.get(random.nextInt(names.size()));
        if (random.nextInt(4) == 0) headers.remove(name);
        else headers.put(name, pick(ODD_HEADERS, random));
        return new WireRecord(record.key(), headers, record.value());
    }

    private static byte[] flipped(byte[] value, Random random) {
        var changed = value.clone();
        for (var left = 1 + random.nextInt(4); left > 0; left--) {
            var at = random.nextInt(changed.length);
            if (random.nextInt(10) == 0) return Arrays.copyOf(changed, at);
            changed[at] = random.nextBoolean()
                    ? (byte) random.nextInt(256)
                    : (byte) "\"\\{}[]:,0-eEu".charAt(random.nextInt(13));
        }
        return changed;
    }

    /** One to three members or elements replaced, removed, renamed or added. */
    private static String odd(byte[] value, Random random) {
        try {
            var root = (ObjectNode) EventJson.mapper().readTree(value);
            for (var left = 1 + random.nextInt(3); left > 0; left--) change(root, random);
            return EventJson.mapper().writeValueAsString(root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void change(JsonNode container, Random random) {
        var odd = new RawValue(pick(ODD_VALUES, random));
        if (container instanceof ObjectNode object && !object.isEmpty()) {
            var names = new ArrayList<String>();
            object.fieldNames().forEachRemaining(names::add);
            var name = pick(names, random);
            if (object.get(name).isContainerNode() && random.nextInt(4) != 0) change(object.get(name), random);
            else if (random.nextInt(8) == 0) object.set(name + "x", object.remove(name));
            else if (random.nextInt(8) == 0) object.remove(name);
            else object.putRawValue(name, odd);
        } else if (container instanceof ArrayNode array && !array.isEmpty()) {
            var index = random.nextInt(array.size());
            if (array.get(index).isContainerNode() && random.nextInt(4) != 0) change(array.get(index), random);
            else if (random.nextInt(4) == 0) array.addRawValue(odd);
            else array.setRawValue(index, odd);
        }
    }

    private static WireRecord with(WireRecord record, byte[] value) {
        return new WireRecord(record.key(), record.headers(), value);
    }

    private static byte[] bytes(Random random) {
        var bytes = new byte[random.nextInt(40)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static <T> T pick(List<T> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }
}
