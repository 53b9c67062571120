package dev.mandate.gateway.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.gateway.jsonrpc.ClientMessage;
import dev.mandate.gateway.jsonrpc.JsonRpcError;
import dev.mandate.gateway.jsonrpc.ServerJson;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the headers of a request repeat of its body, for intermediaries that don't read bodies. What is done goes by the body; headers that
 * say otherwise would have misled one of them, so the request is refused.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2026-07-28/basic/transports/streamable-http#request-metadata">MCP
 *     2026-07-28, request metadata</a>
 */
public final class MessageHeaders {
    public static final String VERSION = "MCP-Protocol-Version";
    public static final String METHOD = "Mcp-Method";
    public static final String NAME = "Mcp-Name";

    /** In {@code _meta}, what a request of the stateless versions says of itself. */
    public static final String META_VERSION = "io.modelcontextprotocol/protocolVersion";

    public static final String META_CAPABILITIES = "io.modelcontextprotocol/clientCapabilities";

    private static final String ENCODED = "=?base64?";
    private static final String END = "?=";
    private static final Map<String, String> NAMED =
            Map.of("tools/call", "name", "prompts/get", "name", "resources/read", "uri");

    private final Function<String, List<String>> headers;

    /** @param headers all values of the header of a name, whatever its case */
    public MessageHeaders(Function<String, List<String>> headers) {
        this.headers = headers;
    }

    /** What a request names, for {@link #NAME}; null where its method names nothing. */
    public static @Nullable String named(String method, JsonNode params) {
        var member = NAMED.get(method);
        return member == null ? null : params.path(member).textValue();
    }

    /** Which version the request is of: empty for one of the versions with sessions that doesn't say. */
    public Optional<ProtocolVersion> version(ClientMessage message) throws Mismatch {
        var header = single(VERSION);
        var body = message.meta(META_VERSION);
        if (!body.isMissingNode() && !body.asText().equals(header))
            throw new Mismatch(VERSION + " differs from " + META_VERSION + " in the body");
        if (header == null) return Optional.empty();
        var version = ProtocolVersion.of(header).orElseThrow(() -> new Mismatch(unsupported(header)));
        if (version.stateless() && !message.isNotification()) requireMeta(message, body.isMissingNode());
        return Optional.of(version);
    }

    private static void requireMeta(ClientMessage message, boolean versionMissing) throws Mismatch {
        if (versionMissing) throw new Mismatch(missing(META_VERSION));
        if (!message.meta(META_CAPABILITIES).isObject()) throw new Mismatch(missing(META_CAPABILITIES));
    }

    /**
     * Refuses headers that say otherwise than the body, in every version that has them and in older ones too.
     *
     * @param required whether they must be there
     */
    public void match(ClientMessage message, boolean required) throws Mismatch {
        same(METHOD, single(METHOD), message.method(), required);
        var name = named(message.method(), message.params());
        if (name != null) same(NAME, decoded(single(NAME)), name, required);
        else if (single(NAME) != null && required) throw new Mismatch(NAME + " is there, and the body names nothing");
    }

    private static void same(String header, @Nullable String said, String body, boolean required) throws Mismatch {
        if (said == null && required) throw new Mismatch(header + " is missing");
        if (said != null && !said.equals(body)) throw new Mismatch(header + " differs from the body");
    }

    private @Nullable String single(String header) throws Mismatch {
        var values = headers.apply(header);
        if (values.size() > 1) throw new Mismatch(header + " is there more than once");
        return values.isEmpty() ? null : values.get(0);
    }

    private static @Nullable String decoded(@Nullable String value) throws Mismatch {
        if (value == null || !value.startsWith(ENCODED) || !value.endsWith(END)) return value;
        try {
            var bytes = Base64.getDecoder().decode(value.substring(ENCODED.length(), value.length() - END.length()));
            return UTF_8.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw new Mismatch(NAME + " is not Base64 of UTF-8");
        }
    }

    /** As a header, whatever is in it. */
    public static String encoded(String value) {
        var plain = value.chars().allMatch(character -> character >= 0x20 && character < 0x7f)
                && value.equals(value.strip())
                && !value.startsWith(ENCODED);
        return plain ? value : ENCODED + Base64.getEncoder().encodeToString(value.getBytes(UTF_8)) + END;
    }

    private static JsonRpcError missing(String meta) {
        return new JsonRpcError(JsonRpcError.INVALID_PARAMS, "params._meta lacks " + meta);
    }

    private static JsonRpcError unsupported(String asked) {
        var data = ServerJson.object().put("requested", asked.substring(0, Math.min(asked.length(), 64)));
        ProtocolVersion.texts().forEach(data.putArray("supported")::add);
        return new JsonRpcError(JsonRpcError.UNSUPPORTED_VERSION, "Unsupported protocol version", data);
    }

    /** The request can't be taken; answered with 400. */
    public static final class Mismatch extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient JsonRpcError error;

        Mismatch(String what) {
            this(new JsonRpcError(JsonRpcError.HEADER_MISMATCH, "Header mismatch: " + what));
        }

        Mismatch(JsonRpcError error) {
            super(error.message());
            this.error = error;
        }

        public JsonRpcError error() {
            return error;
        }
    }
}
