package dev.mandate.gateway.methods;

import dev.mandate.gateway.jsonrpc.JsonRpcAnswer;
import dev.mandate.gateway.jsonrpc.ServerJson;

/**
 * What a server offers for an argument, written anew: texts, as many and as long as a list to choose from has.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2025-11-25/server/utilities/completion">MCP, completion</a>
 */
public final class Completions {
    private static final int MOST = 100;
    private static final int LONGEST = 2048;

    private Completions() {}

    /** An error stays one. */
    public static JsonRpcAnswer of(JsonRpcAnswer answer) {
        var result = answer.result();
        if (result == null) return answer;
        var offered = result.path("completion");
        var written = ServerJson.object();
        var completion = written.putObject("completion");
        var values = completion.putArray("values");
        var left = false;
        for (var value : offered.path("values")) {
            if (!value.isTextual() || value.textValue().length() > LONGEST) continue;
            if (values.size() == MOST) left = true;
            else values.add(value);
        }
        var total = offered.path("total");
        if (total.canConvertToInt() && total.intValue() >= values.size()) completion.put("total", total.intValue());
        completion.put("hasMore", left || offered.path("hasMore").asBoolean(false));
        return JsonRpcAnswer.of(written);
    }
}
