package dev.mandate.audit.engine.job;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Texts, arguments and ids of many alphabets and shapes, as many characters together as were asked for, or a few more. */
final class Noise {
    private static final String[] ALPHABETS = {
        "abcdefghij./@:-_ ",
        "漢字仮名交",
        "😀🎉𝒜𝔅",
        "\u0001\u001f\n\t\u007f",
        "\"\\/",
        "äöüßéñ",
        "a\ud800b\udc00",
        "\u202e\u200b\ufeff"
    };

    private final Random random;
    private int left;

    Noise(Random random, int characters) {
        this.random = random;
        this.left = characters;
    }

    /** Short ones, and as long as the contract has them. */
    String id(int of) {
        return (random.nextBoolean() ? "long-".repeat(15) : "short") + of;
    }

    /** Deep and narrow, or wide. */
    Object value(int depth) {
        int kind = depth == 0 || left <= 0 ? 0 : random.nextInt(4);
        if (depth > 7) return Map.of(text(4), value(depth - 1));
        if (kind < 2) return text(1 << random.nextInt(14));
        if (kind == 2)
            return IntStream.range(0, random.nextInt(300))
                    .takeWhile(i -> left > 0)
                    .mapToObj(i -> value(depth - 1))
                    .toList();
        var members = new HashMap<String, Object>();
        for (int i = random.nextInt(300); i >= 0 && left > 0; i--)
            members.put(text(1 << random.nextInt(9)), value(depth - 1));
        return members;
    }

    List<String> texts(int most) {
        var texts = new ArrayList<String>();
        int length = 1 << random.nextInt(11);
        for (int i = random.nextInt(most); i >= 0 && left > 0; i--)
            texts.add((random.nextBoolean() ? "https://" + i + ".example/" : i + "@") + text(length));
        return texts;
    }

    String text(int most) {
        var alphabet = ALPHABETS[random.nextInt(ALPHABETS.length)];
        var text = new StringBuilder();
        for (int length = Math.min(most, Math.max(left, 1)); text.length() < length; )
            text.append(alphabet, 0, 1 + random.nextInt(alphabet.length()));
        text.setLength(Math.min(text.length(), most));
        left -= text.length() + 8;
        return text.toString();
    }

    /** @param escaped as other writers do it; halves of characters, which only escapes can write, always are */
    static String json(Object value, boolean escaped) {
        if (value instanceof Map<?, ?> map) {
            var members = new ArrayList<String>();
            map.forEach((name, inner) -> members.add(json(name, escaped) + ":" + json(inner, escaped)));
            return "{" + String.join(",", members) + "}";
        }
        if (value instanceof List<?> list)
            return "["
                    + String.join(
                            ",",
                            list.stream().map(inner -> json(inner, escaped)).toList()) + "]";
        if (!(value instanceof String text)) return value.toString();
        var json = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            boolean plain = c >= ' ' && c != '"' && c != '\\' && c < 0x7f;
            if (plain || !escaped && c > 0x7f && !(c >= 0xd800 && c < 0xe000)) json.appendCodePoint(c);
            else for (char half : Character.toChars(c)) json.append(String.format("\\u%04x", (int) half));
        });
        return json.append('"').toString();
    }
}
