package dev.mandate.gateway.upstream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Which request a line was to answer that was too long to be read, as far as its beginning and its end tell. */
final class LongAnswer {
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();

    /** The last member of the outermost object: within a text the second quotation mark would end it, and none comes after the number. */
    private static final Pattern LAST_MEMBER = Pattern.compile(",\\s*\"id\"\\s*:\\s*(\\d{1,18})\\s*}\\s*$");

    private LongAnswer() {}

    /** Empty if neither says it. */
    static OptionalLong id(byte[] beginning, byte[] end) {
        var first = first(beginning);
        if (first.isPresent()) return first;
        var last = LAST_MEMBER.matcher(new String(end, ISO_8859_1));
        return last.find() ? OptionalLong.of(Long.parseLong(last.group(1))) : OptionalLong.empty();
    }

    /** Of the members before the one that is long. */
    private static OptionalLong first(byte[] beginning) {
        try (var parser = JSON.createParser(beginning)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) return OptionalLong.empty();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                var name = parser.currentName();
                var value = parser.nextToken();
                if (name.equals("id"))
                    return value == JsonToken.VALUE_NUMBER_INT
                            ? OptionalLong.of(parser.getLongValue())
                            : OptionalLong.empty();
                parser.skipChildren();
            }
        } catch (IOException e) {
            return OptionalLong.empty(); // cut off before it came
        }
        return OptionalLong.empty();
    }
}
