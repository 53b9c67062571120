package dev.mandate.gateway.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.gateway.jsonrpc.ServerJson;
import java.util.EnumSet;
import java.util.Set;

/** What a server may ask of a client while it has a request of it, as far as the client can. Roots, tasks and the use of tools in sampling are none of it. */
public enum Askable {
    /** Its person fills a form. */
    FORM(McpMethod.ELICITATION, MethodTools.ELICIT),
    /** Its person is led to a page. */
    PAGE(McpMethod.ELICITATION, MethodTools.ELICIT),
    /** Its model goes on with what the server says. */
    SAMPLING(McpMethod.SAMPLING, MethodTools.SAMPLE);

    private static final String ELICITATION = "elicitation";

    private final McpMethod method;
    private final String tool;

    Askable(McpMethod method, String tool) {
        this.method = method;
        this.tool = tool;
    }

    public McpMethod method() {
        return method;
    }

    /** What the catalogue calls it, behind the server's name. */
    public String tool() {
        return tool;
    }

    /** What a client says that it can. Elicitation that says nothing more is that of forms, as it was before there were pages. */
    public static Set<Askable> of(ProtocolVersion version, JsonNode capabilities) {
        var can = EnumSet.noneOf(Askable.class);
        if (capabilities.path("sampling").isObject()) can.add(SAMPLING);
        var elicitation = capabilities.path(ELICITATION);
        if (!elicitation.isObject() || version == ProtocolVersion.V2025_03_26) return can;
        var pages = elicitation.path("url").isObject();
        if (pages && version != ProtocolVersion.V2025_06_18) can.add(PAGE);
        if (!pages || elicitation.path("form").isObject()) can.add(FORM);
        return can;
    }

    /** The same as a server is told. */
    public static ObjectNode capabilities(Set<Askable> can) {
        var capabilities = ServerJson.object();
        if (can.contains(SAMPLING)) capabilities.putObject("sampling");
        if (can.contains(FORM)) capabilities.withObjectProperty(ELICITATION).putObject("form");
        if (can.contains(PAGE)) capabilities.withObjectProperty(ELICITATION).putObject("url");
        return capabilities;
    }
}
