package dev.mandate.events.cloudevents;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.databind.SerializerProvider;
import java.io.IOException;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Members of objects that are written one by one, since looking them up by reflection is too slow; what is null is left out. */
public final class JsonMembers {
    private JsonMembers() {}

    public static void text(SerializableString name, @Nullable String text, JsonGenerator json) throws IOException {
        if (text == null) return;
        json.writeFieldName(name);
        json.writeString(text);
    }

    public static void texts(SerializableString name, @Nullable Collection<String> texts, JsonGenerator json)
            throws IOException {
        if (texts == null) return;
        json.writeFieldName(name);
        json.writeStartArray();
        for (var text : texts) json.writeString(text);
        json.writeEndArray();
    }

    public static void number(SerializableString name, @Nullable Long number, JsonGenerator json) throws IOException {
        if (number == null) return;
        json.writeFieldName(name);
        json.writeNumber(number);
    }

    public static void value(
            SerializableString name, @Nullable Object value, JsonGenerator json, SerializerProvider provider)
            throws IOException {
        if (value == null) return;
        json.writeFieldName(name);
        provider.defaultSerializeValue(value, json);
    }
}
