package dev.mandate.messaging.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import dev.mandate.events.cloudevents.WholeText;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A string of a body, refused if it isn't {@link WholeText}: the caller hears of it, not the database. */
final class WholeTextReader extends StdScalarDeserializer<String> {
    private static final long serialVersionUID = 1L;

    WholeTextReader() {
        super(String.class);
    }

    @Override
    public @Nullable String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        var text = StringDeserializer.instance.deserialize(parser, context);
        if (text == null || WholeText.is(text)) return text;
        throw context.instantiationException(String.class, new IllegalArgumentException(WholeText.RULE));
    }
}
