package dev.mandate.events.asyncapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.mandate.events.Samples;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is on the topics is what the document says is there. */
class DocumentedPayloadsTest {
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final JsonNode MESSAGES = messages();

    static java.util.List<String> types() {
        return Samples.all().stream().map(dev.mandate.events.Sample::type).toList();
    }

    @ParameterizedTest
    @MethodSource("types")
    void an_event_is_as_its_message_has_it_without_members_that_nobody_told_of(String type) throws Exception {
        var payload = MESSAGES.path(type).path("payload").deepCopy();
        close(payload);
        var golden = Files.readString(Path.of("src/test/resources/golden", type + ".json"), UTF_8);
        assertThat(REGISTRY.getSchema(payload).validate(golden, InputFormat.JSON))
                .isEmpty();
    }

    /** A reader must ignore what it doesn't know; a writer tells of all that it writes. */
    private static void close(JsonNode schema) {
        if (schema instanceof ObjectNode object && object.has("properties")) object.put("additionalProperties", false);
        schema.forEach(DocumentedPayloadsTest::close);
    }

    private static JsonNode messages() {
        try {
            return new YAMLMapper().readTree(AsyncApiDocument.yaml()).at("/components/messages");
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
