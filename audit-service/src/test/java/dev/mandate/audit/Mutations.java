package dev.mandate.audit;

import dev.mandate.events.cloudevents.WireRecord;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Random;

/** Breaks a record in one of the ways in which records are broken; some come out valid. */
final class Mutations {
    private static final List<String> FRAGMENTS = List.of(
            "\\u0000",
            "null",
            "{",
            "}",
            "[]",
            "\"",
            "1e999999",
            "-1",
            "\\ud800",
            "\uFFFF",
            "999999999999999999999999",
            "true",
            "9999-99-99T99:99:99Z");

    private final Random random;

    Mutations(long seed) {
        random = new Random(seed);
    }

    WireRecord of(WireRecord record) {
        var value = record.value().clone();
        var headers = new HashMap<>(record.headers());
        var key = record.key();
        switch (random.nextInt(8)) {
            case 0 -> value[random.nextInt(value.length)] = (byte) random.nextInt(256);
            case 1 -> value = Arrays.copyOf(value, random.nextInt(value.length));
            case 2 -> value = inserted(value, FRAGMENTS.get(random.nextInt(FRAGMENTS.size())));
            case 3 -> headers.remove(any(headers));
            case 4 -> headers.put(any(headers), FRAGMENTS.get(random.nextInt(FRAGMENTS.size())));
            case 5 -> key = random.nextBoolean() ? null : new byte[random.nextInt(3)];
            case 6 -> value = random.nextBoolean() ? null : new byte[0];
            default -> headers.put("ce_id", headers.get("ce_id") + "\u0000");
        }
        return new WireRecord(key, headers, value);
    }

    private String any(HashMap<String, String> headers) {
        return headers.keySet().stream()
                .sorted()
                .skip(random.nextInt(headers.size()))
                .findFirst()
                .orElseThrow();
    }

    private static byte[] inserted(byte[] value, String fragment) {
        var text = new String(value, java.nio.charset.StandardCharsets.UTF_8);
        var border = text.indexOf("hello");
        var at = border < 0 ? text.length() / 2 : border;
        return (text.substring(0, at) + fragment + text.substring(at))
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }
}
