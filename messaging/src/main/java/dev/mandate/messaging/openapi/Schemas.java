package dev.mandate.messaging.openapi;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.SchemaBuilder;
import io.smallrye.openapi.api.SmallRyeOpenAPI;
import java.io.ByteArrayInputStream;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;

/** The schemas that a document's bodies need. A name is settled only when all are known, so that bodies get theirs at the end. */
final class Schemas {
    private static final String WHERE = "components/schemas";
    private static final String BODY = "body-";
    private static final String MORE = "additionalProperties";

    private final SchemaBuilder types = RecordSchemas.generator().buildMultipleSchemaDefinitions();
    private final List<Body> bodies = new ArrayList<>();

    private record Body(MediaType media, ObjectNode schema, boolean closed) {}

    /** What has no members but those that are named, and is sent; but what is answered as well is left open. */
    void closed(Type type, MediaType body) {
        bodies.add(new Body(body, types.createSchemaReference(type), true));
    }

    /** What may have more members, such as an answer one day. */
    MediaType open(Type type, MediaType body) {
        bodies.add(new Body(body, types.createSchemaReference(type), false));
        return body;
    }

    /** Gives every described body its schema. */
    Map<String, Schema> settled() {
        var all = types.collectDefinitions(WHERE);
        var sent = reached(true, all);
        sent.removeAll(reached(false, all));
        for (var name : sent) close(all.get(name));
        for (int i = 0; i < bodies.size(); i++) all.set(BODY + i, bodies.get(i).schema());
        var read = new LinkedHashMap<>(read(all));
        for (int i = 0; i < bodies.size(); i++) bodies.get(i).media().setSchema(read.remove(BODY + i));
        return read;
    }

    private Set<String> reached(boolean closed, ObjectNode all) {
        var reached = new HashSet<String>();
        for (var body : bodies) if (body.closed() == closed) reach(body.schema(), all, reached);
        return reached;
    }

    private static void reach(JsonNode schema, ObjectNode all, Set<String> reached) {
        for (var reference : schema.findValuesAsText("$ref")) {
            var name = reference.substring(reference.lastIndexOf('/') + 1);
            if (all.has(name) && reached.add(name)) reach(all.get(name), all, reached);
        }
    }

    /** As {@code StrictJson} reads it, unless it says itself that it takes more. */
    private static void close(JsonNode schema) {
        if (schema instanceof ObjectNode object
                && object.has("properties")
                && !object.has("allOf")
                && !object.has(MORE)) object.put(MORE, false);
    }

    /** In the document's own model, by its own reader. */
    private static Map<String, Schema> read(ObjectNode schemas) {
        var document = JsonNodeFactory.instance.objectNode().put("openapi", "3.1.0");
        document.putObject("components").set("schemas", schemas);
        var text = document.toString().getBytes(UTF_8);
        var model = SmallRyeOpenAPI.builder()
                .enableModelReader(false)
                .enableStandardStaticFiles(false)
                .enableStandardFilter(false)
                .enableAnnotationScan(false)
                .withCustomStaticFile(() -> new ByteArrayInputStream(text))
                .build()
                .model();
        return model.getComponents().getSchemas();
    }
}
