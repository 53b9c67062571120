package dev.mandate.audit.engine.sigma.reading;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * What a value looks like where a program encodes it: {@code wide|base64offset}.
 *
 * @see <a href="https://github.com/SigmaHQ/sigma-specification">Sigma specification 2.1.0, appendix on modifiers</a>
 */
final class TextEncoding {
    /** Where the text's own characters begin and end if it stands one or two bytes into what was encoded. */
    private static final int[] STARTS = {0, 2, 3};

    private static final int[] CUT = {0, 3, 2};

    private static final int MOST_DASHES = 3;

    private TextEncoding() {}

    static boolean isIn(FieldLine line) {
        return line.has(Modifier.BASE64) || line.has(Modifier.BASE64OFFSET);
    }

    /** Any of which may be found; the value itself where the line asks for none. */
    static List<String> of(FieldLine line, YamlPart value) {
        var text = value.text();
        if (!isIn(line)) return List.of(text);
        if (text.indexOf('*') >= 0 || text.indexOf('?') >= 0)
            throw value.refuse("a value that is encoded has no wildcards; write the text itself");
        var texts = new ArrayList<String>();
        for (var plain : plain(line, value))
            for (var charset : line.charsets()) {
                var bytes = plain.getBytes(charset);
                if (line.has(Modifier.BASE64)) texts.add(encoded(bytes));
                else for (int offset = 0; offset < STARTS.length; offset++) texts.add(encoded(bytes, offset));
            }
        return texts;
    }

    /** What may have been written before it was encoded. */
    private static List<String> plain(FieldLine line, YamlPart value) {
        if (!line.has(Modifier.WINDASH)) return List.of(value.text());
        var dashed = Wildcards.dashed(value.text(), MOST_DASHES);
        if (dashed.isEmpty())
            throw value.refuse("each dash is encoded in five ways, and of more than " + MOST_DASHES
                    + " these are too many; write a shorter part of the text");
        return dashed;
    }

    private static String encoded(byte[] bytes) {
        return new String(Base64.getEncoder().encode(bytes), ISO_8859_1);
    }

    private static String encoded(byte[] bytes, int offset) {
        var shifted = new byte[offset + bytes.length];
        System.arraycopy(bytes, 0, shifted, offset, bytes.length);
        var text = encoded(shifted);
        return text.substring(STARTS[offset], text.length() - CUT[shifted.length % 3]);
    }
}
