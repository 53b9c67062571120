package dev.mandate.events.cloudevents;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * Instants are RFC 3339 texts. Numbers and blank texts, which Jackson would take for seconds and for null, are refused, and so are
 * years that neither RFC 3339 nor a database can write.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3339#section-5.6">RFC 3339 section 5.6</a>
 */
final class EventTime extends StdScalarDeserializer<Instant> {
    private static final long serialVersionUID = 1L;
    static final String RULE = "must be an RFC 3339 instant like 2026-11-02T08:00:00Z, of the years 1 to 9999";
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    EventTime() {
        super(Instant.class);
    }

    /** @throws DateTimeException if the text breaks the {@link #RULE} */
    static Instant parse(String text) {
        var instant = Instant.parse(text);
        if (instant.isBefore(FIRST) || instant.isAfter(LAST)) throw new DateTimeException(RULE);
        return instant;
    }

    @Override
    public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        if (!parser.hasToken(JsonToken.VALUE_STRING))
            return (Instant) context.handleUnexpectedToken(Instant.class, parser.currentToken(), parser, RULE);
        var text = parser.getText();
        try {
            return parse(text);
        } catch (DateTimeException e) {
            return (Instant) context.handleWeirdStringValue(Instant.class, text, RULE);
        }
    }
}
