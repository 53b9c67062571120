package dev.mandate.gateway.envoy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.PlainText;
import dev.mandate.gateway.jsonrpc.ClientMessage;
import dev.mandate.gateway.jsonrpc.ServerJson;
import dev.mandate.gateway.methods.CallRead;
import dev.mandate.gateway.protocol.LogLevel;
import dev.mandate.gateway.protocol.McpMethod;
import dev.mandate.gateway.protocol.MessageHeaders;
import dev.mandate.gateway.protocol.ProtocolVersion;
import dev.mandate.gateway.upstream.Handshake;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What of a message gets to the server as its client wrote it, since a proxy that only asks changes no body: what is decided by, and of the rest what the
 * protocol needs, in forms that are known here and short. Anything else would be told to the server by nobody's decision, so that the whole message is refused.
 */
final class PassedParams {
    private static final int LONGEST_SHOWN = 64;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.:-]{1,64}");
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{1,36}");
    private static final int LONGEST_REASON = 128;
    private static final int LONGEST_CURSOR = 512;
    private static final int LONGEST_NUMBER = 20;

    /** Of a client's capabilities, and of what it says of itself; each value counts as eight at least. */
    private static final long ABOUT = 512;

    private static final Predicate<JsonNode> DECIDED = any -> true;
    private static final Predicate<JsonNode> REQUEST =
            node -> whole(node) || ID.matcher(node.asText("")).matches();
    private static final Predicate<JsonNode> PROGRESS =
            node -> whole(node) || TOKEN.matcher(node.asText("")).matches();
    private static final Predicate<JsonNode> CAPABILITIES =
            members(Set.of("roots", "sampling", "elicitation", "tasks", "experimental", "extensions"));
    private static final Predicate<JsonNode> CLIENT =
            members(Set.of("name", "title", "version", "description", "websiteUrl"));
    private static final Predicate<JsonNode> LEVEL =
            node -> LogLevel.of(node.asText("")).isPresent();

    private static final Map<String, Predicate<JsonNode>> META = Map.of(
            "progressToken",
            PROGRESS,
            "traceparent",
            node -> CloudEventCodec.trace(node.textValue()) != null,
            MessageHeaders.META_VERSION,
            PassedParams::version,
            MessageHeaders.META_CAPABILITIES,
            CAPABILITIES,
            Handshake.CLIENT_INFO,
            CLIENT,
            "io.modelcontextprotocol/logLevel",
            LEVEL);

    private static final Map<String, Predicate<JsonNode>> CALL = Map.of("name", DECIDED, "arguments", DECIDED);
    private static final Map<String, Predicate<JsonNode>> PAGE = Map.of("cursor", node -> text(node, LONGEST_CURSOR));

    private static final Map<McpMethod, Map<String, Predicate<JsonNode>>> OF = Map.ofEntries(
            Map.entry(
                    McpMethod.INITIALIZE,
                    Map.of(
                            "protocolVersion",
                            node -> node.asText("").matches("\\d{4}-\\d{2}-\\d{2}"),
                            "capabilities",
                            CAPABILITIES,
                            "clientInfo",
                            CLIENT)),
            Map.entry(McpMethod.SET_LEVEL, Map.of("level", LEVEL)),
            Map.entry(McpMethod.TOOLS_LIST, PAGE),
            Map.entry(McpMethod.RESOURCES_LIST, PAGE),
            Map.entry(McpMethod.RESOURCE_TEMPLATES_LIST, PAGE),
            Map.entry(McpMethod.PROMPTS_LIST, PAGE),
            Map.entry(McpMethod.TOOLS_CALL, CALL),
            Map.entry(McpMethod.PROMPTS_GET, CALL),
            Map.entry(McpMethod.RESOURCES_READ, Map.of("uri", DECIDED)),
            Map.entry(McpMethod.COMPLETE, Map.of("ref", DECIDED, "argument", DECIDED, "context", DECIDED)),
            Map.entry(McpMethod.CANCELLED, Map.of("requestId", REQUEST, "reason", node -> text(node, LONGEST_REASON))),
            Map.entry(
                    McpMethod.CLIENT_PROGRESS,
                    Map.of(
                            "progressToken",
                            PROGRESS,
                            "progress",
                            PassedParams::number,
                            "total",
                            PassedParams::number)));

    /** As clients write that they know no other argument. */
    private static final Set<JsonNode> NO_CONTEXT =
            Set.of(ServerJson.object(), ServerJson.object().set("arguments", ServerJson.object()));

    private PassedParams() {}

    private static boolean version(JsonNode node) {
        return ProtocolVersion.of(node.asText("")).isPresent();
    }

    private static boolean whole(JsonNode node) {
        return node.isIntegralNumber() && node.canConvertToLong();
    }

    private static boolean number(JsonNode node) {
        return node.isNumber() && node.asText().length() <= LONGEST_NUMBER;
    }

    private static boolean text(JsonNode node, int longest) {
        return node.isTextual() && node.textValue().length() <= longest;
    }

    private static Predicate<JsonNode> members(Set<String> known) {
        return node -> node.isObject()
                && node.properties().stream().allMatch(member -> known.contains(member.getKey()))
                && ServerJson.left(node, ABOUT) >= 0;
    }

    /**
     * Why it isn't passed on, in words; empty where all of it may be, or where its method is none that anything passes by.
     *
     * @param cursors whether whoever asks for the next page of a list says which, in words of the server that nobody here has seen
     */
    static Optional<String> refusal(ClientMessage message, boolean cursors) {
        var id = message.id();
        if (id != null && !REQUEST.test(id)) return Optional.of(said("id"));
        var method = McpMethod.of(message.method(), McpMethod.From.CLIENT);
        if (method.isEmpty()) return Optional.empty();
        var known = OF.getOrDefault(method.get(), Map.of());
        for (var member : message.params().properties()) {
            var name = member.getKey();
            if (name.equals("_meta")) {
                var meta = meta(member.getValue());
                if (meta.isPresent()) return meta;
            } else if (!known.getOrDefault(name, any -> false).test(member.getValue()))
                return Optional.of(said("params." + shown(name)));
            else if (name.equals("cursor") && !cursors)
                return Optional.of(said("params.cursor")
                        + ", or have the operator let pages be asked for: mandate.envoy.cursors=true");
        }
        return Optional.empty();
    }

    /** Where that is what is decided by, and nothing beside it: of a completion, whose members have members that nobody decides by. */
    static Optional<String> beside(ClientMessage message, CallRead wanted) {
        var shown = message.params().deepCopy();
        shown.remove("_meta");
        if (NO_CONTEXT.contains(shown.path("context"))) shown.remove("context");
        return shown.equals(wanted.params())
                ? Optional.empty()
                : Optional.of(said("what stands beside type, name, uri, value and arguments"));
    }

    private static Optional<String> meta(JsonNode meta) {
        if (!meta.isObject()) return Optional.of(said("params._meta"));
        for (var member : meta.properties())
            if (!META.getOrDefault(member.getKey(), any -> false).test(member.getValue()))
                return Optional.of(said("params._meta." + shown(member.getKey())));
        return Optional.empty();
    }

    /** It may be known, and longer or otherwise than it is taken. */
    private static String said(String what) {
        return "Nobody decides about " + what + " as it is here, so it gets to no server; leave it out";
    }

    private static String shown(String name) {
        return PlainText.quoted(name, LONGEST_SHOWN);
    }
}
