package dev.mandate.events;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Spoils texts, and makes some up: of many alphabets, sizes and shapes. */
public final class Scribble {
    private static final List<String> PIECES = List.of(
            "\"",
            "{",
            "}",
            "[",
            "]",
            ":",
            ",",
            "\\",
            "\\u0000",
            "\\ud800",
            "null",
            "-0",
            "1e999",
            "99999999999999999999",
            "0.1",
            "true",
            " ",
            "\n",
            "\u0000",
            "\u200b",
            "\u202e",
            "\ufeff",
            "é",
            "漢",
            "😀",
            "\ud800",
            ".",
            "=",
            "/",
            "..",
            "%2e",
            "@",
            "://",
            "-----",
            "[[[[[[[[",
            "{\"a\":",
            "a".repeat(300),
            "＠",
            "\u0301\u0301\u0301",
            "xn--");

    private final Random random;

    public Scribble(Random random) {
        this.random = random;
    }

    /** The text with one to four things wrong: cut, doubled, put in, left out or changed; seldom none. */
    public String spoilt(String text) {
        var spoilt = text;
        for (var left = 1 + random.nextInt(4); left > 0; left--) spoilt = once(spoilt);
        return spoilt;
    }

    private String once(String text) {
        var from = random.nextInt(text.length() + 1);
        var to = Math.min(text.length(), from + random.nextInt(1 << random.nextInt(6)));
        return switch (random.nextInt(6)) {
            case 0 -> text.substring(0, from) + piece() + text.substring(from);
            case 1 -> text.substring(0, from) + text.substring(to);
            case 2 -> text.substring(0, from) + piece() + text.substring(to);
            case 3 -> text.substring(0, to) + text.substring(from);
            case 4 -> text.substring(0, from);
            default -> text.substring(0, from) + (char) random.nextInt(0x3000) + text.substring(to);
        };
    }

    private String piece() {
        return PIECES.get(random.nextInt(PIECES.size()));
    }

    /** Made of pieces, some hundred characters at most. */
    public String text() {
        var text = new StringBuilder();
        for (var left = random.nextInt(8); left > 0; left--)
            text.append(random.nextInt(3) == 0 ? piece() : "word" + random.nextInt(5));
        return text.toString();
    }

    /** As arguments have it: texts, numbers, flags, lists and objects, within each other. */
    public Object value(int depth) {
        return switch (random.nextInt(depth > 0 ? 9 : 6)) {
            case 0 -> random.nextInt();
            case 1 -> random.nextLong();
            case 2 -> random.nextDouble() * random.nextInt();
            case 3 -> random.nextBoolean();
            case 4, 5 -> text();
            case 6 -> list(depth - 1);
            default -> object(depth - 1);
        };
    }

    private List<Object> list(int depth) {
        var list = new ArrayList<>();
        for (var left = random.nextInt(5); left > 0; left--) list.add(value(depth));
        return list;
    }

    public Map<String, Object> object(int depth) {
        var object = new LinkedHashMap<String, Object>();
        for (var left = random.nextInt(5); left > 0; left--) object.put(text(), value(depth));
        return object;
    }
}
