package dev.mandate.gateway.models;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.events.actions.ActionEvent.ModelUsed;
import dev.mandate.events.actions.TokenUsage;
import dev.mandate.events.actions.ToolIntention;
import dev.mandate.events.digests.Sha256;
import dev.mandate.gateway.jsonrpc.ServerJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is told of an answer, of all of it or as its events come: how many tokens it took and which tools the model asked for. Whatever a
 * provider leaves out isn't known. One thread at a time.
 */
final class AnswerFacts {
    private static final int LONGEST_ARGUMENTS = 64 * 1024;
    private static final int LONGEST_TOGETHER = 1024 * 1024;

    private final List<ToolIntention> intentions = new ArrayList<>();
    private final Map<String, Asked> asked = new LinkedHashMap<>();
    private int buffered;
    private boolean more;
    private long input = -1;
    private long output = -1;

    /** A tool that is asked for piece by piece. */
    private static final class Asked {
        private String name = "";
        private final StringBuilder arguments = new StringBuilder();
        private boolean cut;
    }

    /** One event of a stream, of whichever interface. */
    void event(JsonNode event) {
        usage(event.path("usage"));
        usage(event.path("message").path("usage"));
        usage(event.path("response").path("usage"));
        for (var choice : event.path("choices")) delta(choice);
        switch (event.path("type").asText("")) {
            case "response.output_item.done" -> item(event.path("item"));
            case "content_block_start" -> begun(event);
            case "content_block_delta" ->
                piece("block" + event.path("index").asInt(), event.path("delta").path("partial_json"));
            default -> {
                // of text, or of nothing that is told
            }
        }
    }

    /** One of the answers of a chat. */
    void choice(JsonNode choice) {
        var message = choice.path("message");
        for (var call : message.path("tool_calls")) {
            var function = call.path("function");
            if (function.isObject()) intends(function.path("name").asText(""), function.path("arguments"));
            else
                intends(
                        call.path("custom").path("name").asText(""),
                        call.path("custom").path("input"));
        }
        var legacy = message.path("function_call");
        if (legacy.isObject()) intends(legacy.path("name").asText(""), legacy.path("arguments"));
    }

    void item(JsonNode item) {
        var type = item.path("type").asText("");
        if (type.equals("function_call")) intends(item.path("name").asText(""), item.path("arguments"));
        else if (type.equals("custom_tool_call")) intends(item.path("name").asText(""), item.path("input"));
        else if (type.endsWith("_call")) intends(type, item);
    }

    void block(JsonNode block) {
        if (block.path("type").asText("").endsWith("tool_use"))
            intends(block.path("name").asText(""), block.path("input"));
    }

    private void delta(JsonNode choice) {
        for (var call : choice.path("delta").path("tool_calls")) {
            var key = "choice" + choice.path("index").asInt() + "/"
                    + call.path("index").asInt();
            var function = call.path("function").isObject() ? call.path("function") : call.path("custom");
            name(key, function.path("name").asText(""));
            piece(key, function.has("arguments") ? function.path("arguments") : function.path("input"));
        }
        var legacy = choice.path("delta").path("function_call");
        if (!legacy.isObject()) return;
        name("choice" + choice.path("index").asInt(), legacy.path("name").asText(""));
        piece("choice" + choice.path("index").asInt(), legacy.path("arguments"));
    }

    private void begun(JsonNode event) {
        var block = event.path("content_block");
        if (block.path("type").asText("").endsWith("tool_use"))
            name("block" + event.path("index").asInt(), block.path("name").asText(""));
    }

    private void name(String key, String name) {
        if (name.isEmpty()) return;
        var one = asked(key);
        if (one != null && one.name.length() <= ToolIntention.LONGEST_NAME) one.name += name;
    }

    private void piece(String key, JsonNode piece) {
        var one = piece.isTextual() ? asked.get(key) : null;
        if (one == null || one.cut) return;
        var text = piece.textValue();
        buffered += text.length();
        if (one.arguments.length() + text.length() > LONGEST_ARGUMENTS || buffered > LONGEST_TOGETHER) one.cut = true;
        else one.arguments.append(text);
    }

    private @Nullable Asked asked(String key) {
        var known = asked.get(key);
        if (known != null) return known;
        if (asked.size() == ModelUsed.MOST_INTENTIONS) {
            more = true;
            return null;
        }
        var begun = new Asked();
        asked.put(key, begun);
        return begun;
    }

    private void intends(String name, JsonNode arguments) {
        var text = arguments.isTextual() ? arguments.textValue() : arguments.toString();
        intends(name, text, text.length() > LONGEST_ARGUMENTS);
    }

    private void intends(String name, String arguments, boolean cut) {
        if (intentions.size() == ModelUsed.MOST_INTENTIONS) {
            more = true;
            return;
        }
        var known = name.isBlank() ? "?" : name.substring(0, Math.min(name.length(), ToolIntention.LONGEST_NAME));
        intentions.add(new ToolIntention(known, cut ? null : digest(arguments)));
    }

    /** Of the arguments as JSON without white space, so that it doesn't matter in which pieces they came. */
    private static String digest(String arguments) {
        var text = arguments.isBlank() ? "{}" : arguments;
        var bytes = text.getBytes(UTF_8);
        try {
            bytes = ServerJson.write(ServerJson.read(bytes));
        } catch (java.io.IOException e) {
            // it is no object, and stays as it was written
        }
        return Sha256.of(bytes).named();
    }

    /** Later events tell more of it, never less. */
    void usage(JsonNode usage) {
        if (!usage.isObject()) return;
        var in = number(usage, "prompt_tokens");
        if (in < 0) {
            in = number(usage, "input_tokens");
            if (in >= 0)
                in += Math.max(0, number(usage, "cache_creation_input_tokens"))
                        + Math.max(0, number(usage, "cache_read_input_tokens"));
        }
        var out = Math.max(number(usage, "completion_tokens"), number(usage, "output_tokens"));
        input = Math.max(input, in);
        output = Math.max(output, out);
        if (usage.has("total_tokens") && !usage.has("completion_tokens") && !usage.has("output_tokens"))
            output = Math.max(output, 0); // of embeddings
    }

    private static long number(JsonNode usage, String name) {
        var value = usage.path(name);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) return -1;
        return Math.min(value.longValue(), TokenUsage.MOST / 4);
    }

    /**
     * As the provider told it; what it didn't tell is as much as it can have been.
     *
     * @param whole the answer came to its end, so that what was told of it is final
     */
    TokenUsage usage(long mostInput, long mostOutput, boolean whole) {
        var told = input >= 0 && output >= 0 && whole;
        return new TokenUsage(
                input >= 0 ? input : mostInput,
                told || output >= 0 && whole ? output : Math.max(output, mostOutput),
                told ? null : Boolean.TRUE);
    }

    /** Something of it can't be read. */
    void unreadable() {
        more = true;
    }

    /** Once. */
    List<ToolIntention> intentions() {
        for (var one : asked.values()) intends(one.name, one.arguments.toString(), one.cut);
        return List.copyOf(intentions);
    }

    boolean incomplete() {
        return more;
    }
}
