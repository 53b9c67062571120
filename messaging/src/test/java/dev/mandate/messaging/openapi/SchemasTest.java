package dev.mandate.messaging.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.junit.jupiter.api.Test;

/** The document says of bodies what {@code StrictJson} makes of them. */
class SchemasTest {
    record Sent(String name, List<Part> parts, Both both, Map<String, Object> free) {}

    record Part(String of) {}

    record Both(String at) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Standards(String subject, Part part) {}

    record Answered(@JsonUnwrapped Both both, String stream) {}

    @Test
    void what_is_only_sent_has_no_members_but_those_that_are_named() {
        var schemas = new Schemas();
        schemas.closed(Sent.class, OASFactory.createMediaType());
        schemas.closed(Standards.class, OASFactory.createMediaType());
        schemas.open(Answered.class, OASFactory.createMediaType());
        schemas.open(Both.class, OASFactory.createMediaType());
        var settled = schemas.settled();
        assertThat(settled.get("Sent").getAdditionalPropertiesBoolean()).isFalse();
        assertThat(settled.get("Part").getAdditionalPropertiesBoolean()).isFalse();
        assertThat(settled.get("Standards").getAdditionalPropertiesBoolean())
                .as("a standard leaves room")
                .isTrue();
        for (var answered : List.of("Both", "Answered"))
            assertThat(settled.get(answered).getAdditionalPropertiesBoolean())
                    .as(answered)
                    .isNull();
        assertThat(settled.get("Answered").getProperties()).containsKeys("at", "stream");
    }
}
