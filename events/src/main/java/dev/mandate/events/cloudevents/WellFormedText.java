package dev.mandate.events.cloudevents;

import com.fasterxml.jackson.core.JsonToken;
import dev.mandate.events.cloudevents.Unreadable.Reason;
import java.io.IOException;

/**
 * Refuses what JSON can say and UTF-8 can't: half a surrogate pair. A reader would take it and then be unable to write it on.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7493#section-2.1">I-JSON, RFC 7493 section 2.1</a>
 */
final class WellFormedText {
    private WellFormedText() {}

    static void require(byte[] json) throws Unreadable, IOException {
        if (isWide(json)) throw new Unreadable(Reason.MALFORMED, "the value is not JSON in UTF-8");
        if (!mayHoldSurrogates(json)) return;
        try (var parser = EventJson.mapper().createParser(json)) {
            for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME || token == JsonToken.VALUE_STRING) {
                    if (holdsLoneSurrogate(parser.getText())) {
                        var at = parser.getParsingContext().pathAsPointer();
                        throw new Unreadable(
                                Reason.MALFORMED, "at " + CloudEventCodec.shortened(at + ": half a surrogate pair"));
                    }
                }
            }
        }
    }

    static boolean holdsLoneSurrogate(String text) {
        return text.codePoints()
                .anyMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }

    /** UTF-16 and UTF-32, which Jackson would detect and take. */
    private static boolean isWide(byte[] json) {
        return json.length > 1 && (json[0] == 0 || json[1] == 0 || (json[0] & 0xFE) == 0xFE);
    }

    /** Cheap, so that ordinary events are parsed once: an escape of the surrogate range, or its three bytes. */
    private static boolean mayHoldSurrogates(byte[] json) {
        for (var i = 0; i + 2 < json.length; i++) {
            if (json[i] == '\\' && json[i + 1] == 'u' && (json[i + 2] | 0x20) == 'd') return true;
            if (json[i] == (byte) 0xED && (json[i + 1] & 0xE0) == 0xA0) return true;
        }
        return false;
    }
}
