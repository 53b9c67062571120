package dev.mandate.bench.bodies;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.mandate.bench.fixtures.Population;
import dev.mandate.events.cloudevents.EventJson;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;

/**
 * A question as large as the endpoint takes, and one of ordinary content that is as large.
 *
 * @param name what is bad about it
 */
record Body(String name, String path, byte[] hostile, byte[] ordinary) {
    private static final String ONE = "/access/v1/evaluation";
    private static final String SEVERAL = "/access/v1/evaluations";

    /** The limit is 128 KiB. */
    private static final int LARGEST = 127 * 1024;

    private static final int MOST_ITEMS = 200;
    private static final int INHERITED = 5_100;
    private static final int ADDRESSES = 128;
    private static final String SENTENCE =
            "Please find the figures of March at https://wiki.example/q1, and write to Finn. ";
    private static final Random RANDOM = new Random(20261127);

    static List<Body> worst() {
        return List.of(
                one("equal hashes in a list", arguments(Map.of("to", list(Body::colliding))), texts()),
                one("short equal hashes in a list", arguments(Map.of("to", list(Body::shortColliding))), shortTexts()),
                one("equal hashes as names", arguments(named(Body::colliding)), arguments(named(Body::ordinary))),
                one("equal hashes as claims", claims(named(Body::colliding)), claims(named(Body::ordinary))),
                one("names of one hash to Jackson", claims(named(Body::ofJackson)), claims(named(i -> ordinary(i, 8)))),
                one("known addresses in a text", text(i -> address(i % ADDRESSES) + " "), text(i -> SENTENCE)),
                one(
                        "words of known addresses",
                        text(i -> i < ADDRESSES ? address(i) + " " : "outlet "),
                        text(i -> SENTENCE)),
                one("a million ones to like", text(i -> "drop tab"), text(i -> SENTENCE)),
                one("a word without an end", text(i -> "a"), text(i -> SENTENCE)),
                one("capital sigmas", text(i -> "\u03a3"), text(i -> "\u03c3")),
                one("combining marks", text(i -> "\u0301"), text(i -> "\u03c3")),
                one("numbers of 300 digits", arguments(Map.of("all", numbers())), texts()),
                new Body(
                        "a batch of 200 that inherit lists",
                        SEVERAL,
                        batch(arguments(Map.of("to", list(Body::colliding, INHERITED)))),
                        batch(arguments(Map.of("to", list(Body::ordinary, INHERITED))))),
                new Body(
                        "a batch of 200 that inherit known addresses",
                        SEVERAL,
                        batch(arguments(Map.of("body", repeated(i -> address(i % ADDRESSES) + " ", INHERITED)))),
                        batch(arguments(Map.of("body", repeated(i -> SENTENCE, INHERITED))))));
    }

    private static Body one(String name, Map<String, ?> context, Map<String, ?> ordinary) {
        return new Body(name, ONE, bytes(asked(context)), bytes(asked(ordinary)));
    }

    private static byte[] batch(Map<String, ?> context) {
        var body = new LinkedHashMap<String, Object>(asked(context));
        body.put("evaluations", Collections.nCopies(MOST_ITEMS, Map.of()));
        return bytes(body);
    }

    private static Map<String, Object> asked(Map<String, ?> context) {
        return Map.of(
                "subject", Map.of("type", "agent", "id", Population.agent(0).value()),
                "action", Map.of("name", "call"),
                "resource", Map.of("type", "tool", "id", BodyBench.TOOL),
                "context", context);
    }

    private static Map<String, Object> arguments(Map<String, ?> arguments) {
        return Map.of("arguments", arguments);
    }

    private static Map<String, Object> claims(Map<String, ?> claims) {
        return Map.of("asserted", claims);
    }

    private static Map<String, Object> text(IntFunction<String> part) {
        return arguments(Map.of("body", repeated(part, LARGEST - 1024)));
    }

    private static Map<String, Object> texts() {
        return arguments(Map.of("to", list(Body::ordinary)));
    }

    private static Map<String, Object> shortTexts() {
        return arguments(Map.of("to", list(i -> ordinary(i, 4))));
    }

    private static String repeated(IntFunction<String> part, int size) {
        var text = new StringBuilder();
        for (int i = 0, bytes = 0; ; i++) {
            var next = part.apply(i);
            bytes += next.getBytes(UTF_8).length;
            if (bytes > size) return text.toString();
            text.append(next);
        }
    }

    private static List<String> list(IntFunction<String> element) {
        return list(element, LARGEST - 1024);
    }

    private static List<String> list(IntFunction<String> element, int size) {
        var list = new ArrayList<String>();
        for (int left = size; ; ) {
            var next = element.apply(list.size());
            left -= next.getBytes(UTF_8).length + 3;
            if (left < 0) return list;
            list.add(next);
        }
    }

    private static Map<String, Object> named(IntFunction<String> name) {
        var named = new LinkedHashMap<String, Object>();
        for (var one : list(i -> name.apply(i) + "12")) named.put(one.substring(0, one.length() - 2), 1);
        return named;
    }

    private static List<Object> numbers() {
        var digits = new BigInteger("7".repeat(300));
        return Collections.nCopies((LARGEST - 1024) / 301, digits);
    }

    private static String address(int i) {
        return "seller" + i + "@acme-outlet.example";
    }

    private static String ordinary(int i) {
        return ordinary(i, 26);
    }

    private static String ordinary(int i, int length) {
        var text = new StringBuilder(Integer.toString(i, 36));
        while (text.length() < length) text.append((char) ('a' + RANDOM.nextInt(26)));
        return text.toString();
    }

    /** {@code Aa} and {@code BB} have one hash, and so has what is made of as many of them. */
    private static String colliding(int number) {
        var text = new StringBuilder();
        for (var pair = 0; pair < 13; pair++) text.append((number >> pair & 1) == 0 ? "Aa" : "BB");
        return text.toString();
    }

    /** Two characters of which the second takes back what the first adds to the hash: 2,100 of a hash, in 5 bytes or 6. */
    private static String shortColliding(int number) {
        var kinds = 1500;
        var first = 0x800 + number % kinds;
        var second = 0xd7ff - 31 * (number % kinds) - number / kinds;
        return "" + (char) first + (char) second;
    }

    /** Of eight bytes, of which the last four undo what the first did to the hash of Jackson's table of names, before its seed counts. */
    private static String ofJackson(int number) {
        var inverse = 1;
        for (int i = 0; i < 5; i++) inverse *= 2 - 33 * inverse;
        for (int tries = 0; ; tries++) {
            var random = new Random(number * 1_000_003L + tries);
            var word = 0;
            for (int i = 0; i < 4; i++) word = word << 8 | '#' + random.nextInt(90);
            var mixed = word + (word >>> 15);
            mixed ^= mixed >>> 9;
            var name = letters(word) + letters((0x12345678 - mixed) * inverse);
            if (name.chars().allMatch(c -> c >= '#' && c < 127 && c != '\\')) return name;
        }
    }

    private static String letters(int word) {
        return "" + (char) (word >>> 24) + (char) (word >>> 16 & 255) + (char) (word >>> 8 & 255) + (char) (word & 255);
    }

    private static byte[] bytes(Map<String, ?> body) {
        try {
            return EventJson.mapper().writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
