package dev.mandate.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * An OpenAPI 3.1 document, whose schemas are JSON Schema 2020-12. Members that a schema doesn't name are a fault here: a document leaves
 * room for what comes later, and its own service has nothing later.
 */
final class Document {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private final Map<JsonNode, Schema> schemas = new ConcurrentHashMap<>();
    private final JsonNode components;
    private final Paths paths;

    private Document(JsonNode document) {
        this.components = Closed.schemas(document.at("/components/schemas"));
        this.paths = new Paths(document.path("paths"));
    }

    static Document read(byte[] document) throws IOException {
        // Where JSON Schema keeps what is referred to.
        return new Document(
                JSON.readTree(new String(document, UTF_8).replace("\"#/components/schemas/", "\"#/$defs/")));
    }

    /** @param path as it was asked, percent-encoded; empty where the answer is documented */
    Optional<String> faultOf(String method, String path, Answer answer) {
        var operation = paths.find(method, path);
        if (operation.isEmpty())
            return answer.status() == 404 || answer.status() == 405
                    ? Optional.empty()
                    : Optional.of("no such operation is in the document");
        var documented = operation.get().path("responses").path(Integer.toString(answer.status()));
        if (documented.isMissingNode()) return Optional.of("the status is not in the document");
        return content(documented.path("content"), answer);
    }

    private Optional<String> content(JsonNode content, Answer answer) {
        if (answer.body().length == 0)
            return content.isEmpty() ? Optional.empty() : Optional.of("a body is in the document, and none came");
        var type = answer.mediaType();
        if (type == null || !content.has(type))
            return Optional.of("the media type " + type + " is not in the document");
        if (!answer.isJson()) return Optional.empty();
        var schema = content.path(type).path("schema");
        if (schema.isMissingNode()) return Optional.of("the document has no schema for the body");
        var faults = schemas.computeIfAbsent(schema, this::compile).validate(answer.text(true), InputFormat.JSON);
        return faults.isEmpty()
                ? Optional.empty()
                : Optional.of(faults.stream().map(Error::toString).limit(5).collect(Collectors.joining("; ")));
    }

    private Schema compile(JsonNode schema) {
        var whole = JSON.createObjectNode();
        whole.set("allOf", JSON.createArrayNode().add(schema));
        whole.set("$defs", components);
        return registry.getSchema(whole);
    }
}
