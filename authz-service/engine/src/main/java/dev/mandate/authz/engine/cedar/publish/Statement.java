package dev.mandate.authz.engine.cedar.publish;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One policy or template of a file, from its first annotation to its semicolon.
 *
 * @param number of the statement in its file, from 0
 * @param start offset of {@code source} in the file
 */
record Statement(PolicyFile file, int number, int start, String source) {

    /** Only strings and comments can hide a semicolon, so no grammar is needed. A rest without one is a statement too. */
    static List<Statement> of(PolicyFile file) {
        var statements = new ArrayList<Statement>();
        var text = file.text();
        var start = -1;
        for (var at = 0; at < text.length(); at++) {
            if (text.startsWith("//", at)) {
                at = lineEnd(text, at) - 1;
                continue;
            }
            var c = text.charAt(at);
            if (Character.isWhitespace(c)) continue;
            if (start < 0) start = at;
            if (c == '"') at = stringEnd(text, at);
            if (c != ';') continue;
            statements.add(new Statement(file, statements.size(), start, text.substring(start, at + 1)));
            start = -1;
        }
        if (start >= 0) statements.add(new Statement(file, statements.size(), start, text.substring(start)));
        return statements;
    }

    private static int lineEnd(String text, int from) {
        var at = from;
        while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') at++;
        return at;
    }

    private static int stringEnd(String text, int quote) {
        for (var at = quote + 1; at < text.length(); at++) {
            if (text.charAt(at) == '\\') at++;
            else if (text.charAt(at) == '"') return at;
        }
        return text.length();
    }

    Finding finding(String message) {
        return findingAt(start, message);
    }

    /** @param utf8Offset in {@link #source} as the official library saw it */
    Finding finding(int utf8Offset, String message) {
        var at = 0;
        for (var seen = 0; seen < utf8Offset && at < source.length(); ) {
            var c = source.codePointAt(at);
            seen += OfficialCedar.portable(c).getBytes(StandardCharsets.UTF_8).length;
            at += Character.charCount(c);
        }
        return findingAt(start + at, message);
    }

    /** Where the annotation begins, which is before anything that only looks like it. */
    Finding findingOf(String annotation, String message) {
        var at = Pattern.compile("@\\s*" + Pattern.quote(annotation) + "\\b").matcher(source);
        return findingAt(start + (at.find() ? at.start() : 0), message);
    }

    private Finding findingAt(int offset, String message) {
        var before = file.text().substring(0, offset);
        var line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        return new Finding(file.name(), line, offset - before.lastIndexOf('\n'), message);
    }
}
