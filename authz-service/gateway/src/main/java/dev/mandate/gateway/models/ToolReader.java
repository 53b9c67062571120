package dev.mandate.gateway.models;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.mandate.gateway.providers.ModelProvider.Kind;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Reads of tools that a request brings along who runs each, and of those that its caller runs by which members they are described. Of one that the provider
 * runs nothing more is read: its kind alone says whether it is passed on.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/responses/create">OpenAI, responses, tools</a>
 * @see <a href="https://platform.claude.com/docs/en/api/messages">Anthropic, messages, tools</a>
 */
final class ToolReader {
    private static final int MOST_TOOLS = 1024;

    /** Members of a definition, as providers have published them by November 2026; where there is one in the other, of both. */
    private static final Set<String> OPENAI = PromptKinds.names("""
            function custom name description parameters strict format output_schema allowed_callers async defer_loading
            display_height display_width environment""");

    private static final Set<String> ANTHROPIC = PromptKinds.names("""
            name description input_schema input_examples strict cache_control allowed_callers defer_loading
            eager_input_streaming max_characters display_width_px display_height_px display_number enable_zoom""");

    /** Where a definition has another in it, that says nothing of its kind. */
    private static final Set<String> HOLDING = Set.of("function", "custom");

    private final Endpoint endpoint;
    private final RequestFeatures features;

    ToolReader(Endpoint endpoint, RequestFeatures features) {
        this.endpoint = endpoint;
        this.features = features;
    }

    /** @param list what the member is called that has them */
    void read(JsonParser parser, String list, JsonToken value) throws IOException, BadRequest {
        if (value == JsonToken.VALUE_NULL) return;
        if (value != JsonToken.START_ARRAY) throw new BadRequest(list + " must be a list");
        for (var count = 1; parser.nextToken() != JsonToken.END_ARRAY; count++) {
            if (count > MOST_TOOLS) throw new BadRequest("Name at most " + MOST_TOOLS + " tools");
            if (parser.currentToken() != JsonToken.START_OBJECT)
                throw new BadRequest("Each of " + list + " must be an object");
            tool(parser);
        }
    }

    /** One that says nothing of its kind is one of the caller's own, where providers take it at all. */
    private void tool(JsonParser parser) throws IOException, BadRequest {
        var kind = "";
        var unknown = new LinkedHashSet<String>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var name = parser.currentName();
            var value = parser.nextToken();
            if (PromptReader.folded(name).equals("type")) kind = PromptReader.kind(parser, name, value, "a tool");
            else member(parser, name, value, unknown);
        }
        if (!kind.isEmpty() && !endpoint.runByCaller(kind)) features.reaches(kind);
        else for (var name : unknown) features.unknown(name);
    }

    private void member(JsonParser parser, String name, JsonToken value, Set<String> unknown) throws IOException {
        note(name, unknown);
        if (!HOLDING.contains(name) || value != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            note(parser.currentName(), unknown);
            parser.nextToken();
            parser.skipChildren();
        }
    }

    /** No more of them than a request may have. */
    private void note(String name, Set<String> unknown) {
        var known = endpoint.kind() == Kind.ANTHROPIC ? ANTHROPIC : OPENAI;
        if (!known.contains(name) && unknown.size() <= RequestFeatures.MOST_UNKNOWN) unknown.add(name);
    }
}
