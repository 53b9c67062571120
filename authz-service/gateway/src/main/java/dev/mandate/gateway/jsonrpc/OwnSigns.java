package dev.mandate.gateway.jsonrpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/**
 * By what clients tell that it is this gateway that answers, and no server behind it: which call was decided how, on which page their person is
 * asked, which version is spoken here. A server that says such a thing says it to nobody.
 */
public final class OwnSigns {
    /** With which members begin that this gateway writes. */
    private static final String MEMBERS = "dev.mandate/";

    private static final Set<Integer> CODES = Set.of(
            JsonRpcError.DENIED,
            JsonRpcError.URL_ELICITATION_REQUIRED,
            JsonRpcError.HEADER_MISMATCH,
            JsonRpcError.UNSUPPORTED_VERSION);

    private OwnSigns() {}

    /** An error of this number is given by the gateway alone. */
    public static boolean hasCode(int code) {
        return CODES.contains(code);
    }

    /** Something in it is named as what this gateway says is, or would lead a person to a page. */
    public static boolean isIn(JsonNode data) {
        for (var member : data.properties())
            if (member.getKey().startsWith(MEMBERS) || member.getKey().equals("elicitations")) return true;
        for (var part : data) if (isIn(part)) return true;
        return false;
    }

    /** It is no whole result, but leads to something else first (MCP 2026-07-28). */
    public static boolean asksForInput(ObjectNode result) {
        return result.path("resultType").asText("").equals(JsonRpcAnswer.INPUT_REQUIRED) || result.has("inputRequests");
    }

    /**
     * Takes out {@code _meta} of the result, and of all that is in it what is named as this gateway's own.
     *
     * @return whether there was something
     */
    public static boolean removed(ObjectNode result) {
        var some = result.remove("_meta") != null;
        return within(result) || some;
    }

    private static boolean within(JsonNode node) {
        var some = node.properties().removeIf(member -> member.getKey().startsWith(MEMBERS));
        for (var part : node) some |= within(part);
        return some;
    }
}
