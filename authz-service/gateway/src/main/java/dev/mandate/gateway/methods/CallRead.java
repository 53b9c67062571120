package dev.mandate.gateway.methods;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.authz.questions.BodyJson;
import dev.mandate.gateway.calls.Wanted;
import dev.mandate.gateway.jsonrpc.ServerJson;
import dev.mandate.gateway.protocol.MethodTools;
import dev.mandate.messaging.result.Result;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done, read out of the {@code params} of {@code tools/call}, {@code resources/read}, {@code prompts/get} and {@code completion/complete}:
 * here and behind a proxy the same counts for a call, so that neither lets through what the other refuses.
 *
 * @param tool as the server calls it; reading a resource and getting a prompt are tools of every server
 * @param arguments by which it is decided; null where none were sent
 * @param params as the server gets them: what else was sent stays here
 * @param asResult whether a no is a result, which models read, or an error
 * @param unknown what is said where the caller may not know of it
 */
public record CallRead(
        String tool, @Nullable Map<String, Object> arguments, ObjectNode params, boolean asResult, String unknown) {
    private static final int LONGEST_NAME = 128;
    private static final int LONGEST_URI = 2048;

    /** What is wrong with the request itself, which is told before anybody looks for what it names. */
    public enum Refusal {
        NO_TOOL("params.name must be the name of a tool"),
        NO_RESOURCE("params.uri must be the URI of a resource"),
        NO_PROMPT("params.name must be the name of a prompt"),
        NO_ARGUMENTS("params.arguments must be an object"),
        NO_REFERENCE("params.ref must be of type ref/prompt with a name, or ref/resource with a uri"),
        NO_ARGUMENT("params.argument must have the name of an argument and the text that it begins with"),
        NO_CONTEXT("params.context.arguments must be texts"),
        /** Whoever reads a record of it would refuse it. */
        TOO_LARGE_A_NUMBER("Send numbers up to 1.8e308");

        private final String words;

        Refusal(String words) {
            this.words = words;
        }

        /** For whoever sent it. */
        public String words() {
            return words;
        }
    }

    public static Result<CallRead, Refusal> tool(ObjectNode params) {
        var name = text(params, "name", LONGEST_NAME);
        if (name == null || MethodTools.has(name)) return Result.refused(Refusal.NO_TOOL);
        var given = params.get("arguments");
        if (given != null && !given.isObject()) return Result.refused(Refusal.NO_ARGUMENTS);
        return decidedBy(given, name, named(name, given), true, "Unknown tool: " + name);
    }

    public static Result<CallRead, Refusal> resource(ObjectNode params) {
        var uri = text(params, "uri", LONGEST_URI);
        if (uri == null) return Result.refused(Refusal.NO_RESOURCE);
        var sent = ServerJson.object().put("uri", uri);
        return decidedBy(sent, MethodTools.READ_RESOURCE, sent, false, "Resource not found: " + uri);
    }

    /** Decided by its name too, as the catalogue has one tool for all prompts of a server. */
    public static Result<CallRead, Refusal> prompt(ObjectNode params) {
        var name = text(params, "name", LONGEST_NAME);
        if (name == null) return Result.refused(Refusal.NO_PROMPT);
        var given = params.get("arguments");
        if (given != null && !given.isObject()) return Result.refused(Refusal.NO_ARGUMENTS);
        var sent = named(name, given);
        return decidedBy(sent, MethodTools.GET_PROMPT, sent, false, "Unknown prompt: " + name);
    }

    /**
     * Decided as getting the prompt or reading the resource is whose argument it completes, so that nobody learns what fits into one that he may not
     * have. That it completes, and what, is among the arguments: a yes to the one is none to the other.
     */
    public static Result<CallRead, Refusal> completion(ObjectNode params) {
        var ref = params.path("ref");
        var ofPrompt = ref.path("type").asText("").equals("ref/prompt");
        var whose = ofPrompt
                ? text(ref, "name", LONGEST_NAME)
                : ref.path("type").asText("").equals("ref/resource") ? text(ref, "uri", LONGEST_URI) : null;
        if (whose == null) return Result.refused(Refusal.NO_REFERENCE);
        var argument = text(params.path("argument"), "name", LONGEST_NAME);
        var value = params.at("/argument/value").textValue();
        if (argument == null || value == null || value.length() > LONGEST_URI)
            return Result.refused(Refusal.NO_ARGUMENT);
        var known = params.at("/context/arguments");
        if (!known.isMissingNode() && !known.isObject()) return Result.refused(Refusal.NO_CONTEXT);
        var arguments = ServerJson.object();
        for (var one : known.properties()) {
            if (!one.getValue().isTextual()) return Result.refused(Refusal.NO_CONTEXT);
            arguments.set(one.getKey(), one.getValue());
        }
        var sent = ServerJson.object();
        sent.putObject("ref")
                .put("type", ofPrompt ? "ref/prompt" : "ref/resource")
                .put(ofPrompt ? "name" : "uri", whose);
        sent.putObject("argument").put("name", argument).put("value", value);
        if (!arguments.isEmpty()) sent.putObject("context").set("arguments", arguments);
        var decidedBy =
                ServerJson.object().put(ofPrompt ? "name" : "uri", whose).put("completes", argument);
        decidedBy.set("arguments", arguments.deepCopy().put(argument, value));
        return ofPrompt
                ? decidedBy(decidedBy, MethodTools.GET_PROMPT, sent, false, "Unknown prompt: " + whose)
                : decidedBy(decidedBy, MethodTools.READ_RESOURCE, sent, false, "Resource not found: " + whose);
    }

    /** What a list shows is what strangers may have written, like the answer of any tool. */
    public static CallRead list(String tool) {
        return new CallRead(tool, null, ServerJson.object(), false, "There is no list here that you may see");
    }

    private static Result<CallRead, Refusal> decidedBy(
            @Nullable JsonNode arguments, String tool, ObjectNode params, boolean asResult, String unknown) {
        try {
            var read = arguments == null ? null : BodyJson.map(arguments);
            return Result.done(new CallRead(tool, read, params, asResult, unknown));
        } catch (ArithmeticException e) {
            return Result.refused(Refusal.TOO_LARGE_A_NUMBER);
        }
    }

    Wanted wanted(ClientRequest request) {
        return new Wanted(
                request.server(),
                request.caller(),
                request.server().inCatalogue(tool),
                arguments,
                request.message().method(),
                params,
                asResult,
                request.asks(),
                unknown,
                request.traceparent());
    }

    private static @Nullable String text(JsonNode params, String member, int longest) {
        var text = params.path(member).textValue();
        return text == null || text.isEmpty() || text.length() > longest ? null : text;
    }

    private static ObjectNode named(String name, @Nullable JsonNode arguments) {
        var sent = ServerJson.object().put("name", name);
        if (arguments != null) sent.set("arguments", arguments);
        return sent;
    }
}
