package dev.mandate.events.cloudevents;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import java.io.IOException;

/** A member's name, which readers refuse if it is long or has half a character; of a text they don't. */
final class ReadableName extends JsonSerializer<String> {
    @Override
    public void serialize(String name, JsonGenerator json, SerializerProvider provider) throws IOException {
        if (name.length() > EventJson.LONGEST_NAME)
            provider.reportMappingProblem("a member's name has more than %d characters", EventJson.LONGEST_NAME);
        for (int i = 0; i < name.length(); i++) {
            if (!Character.isSurrogate(name.charAt(i))) continue;
            if (++i == name.length() || !Character.isSurrogatePair(name.charAt(i - 1), name.charAt(i)))
                provider.reportMappingProblem("a member's name has half a character");
        }
        json.writeFieldName(name);
    }
}
