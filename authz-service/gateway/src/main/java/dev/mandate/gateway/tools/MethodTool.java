package dev.mandate.gateway.tools;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.gateway.jsonrpc.ServerJson;
import dev.mandate.gateway.protocol.MethodTools;
import dev.mandate.gateway.servers.McpServer;
import dev.mandate.gateway.tools.LabelProposals.Proposal;
import java.util.List;

/**
 * A method that is decided as a tool of the catalogue. Its definition is this gateway's own, so that there is nothing of the server's to accept:
 * it is registered, and what it may show is a matter of its labels.
 */
enum MethodTool {
    LIST_RESOURCES(
            MethodTools.LIST_RESOURCES,
            "resources",
            "List resources",
            "Lists the resources of the server and their templates: names, titles and URIs.",
            List.of(new Proposal(ToolLabel.UNTRUSTED, "strangers may write a name or title that it shows"))),
    READ_RESOURCE(
            MethodTools.READ_RESOURCE,
            "resources",
            "Read a resource",
            "Reads one resource of the server by its URI, or tells what fits into a template's argument.",
            List.of(
                    new Proposal(ToolLabel.UNTRUSTED, "strangers may write what it shows"),
                    new Proposal(ToolLabel.PRIVATE, "whatever the server has may be read by it"))),
    LIST_PROMPTS(
            MethodTools.LIST_PROMPTS,
            "prompts",
            "List prompts",
            "Lists the prompts of the server: names, descriptions and arguments.",
            List.of(new Proposal(ToolLabel.UNTRUSTED, "nobody accepts the descriptions that it shows"))),
    GET_PROMPT(
            MethodTools.GET_PROMPT,
            "prompts",
            "Get a prompt",
            "Gets one prompt of the server by its name, filled in with arguments, or tells what fits into one of them.",
            List.of(new Proposal(ToolLabel.UNTRUSTED, "nobody accepts the words that it puts before a model"))),
    ELICIT(
            MethodTools.ELICIT,
            "",
            "Be asked by the server",
            "Lets the server ask the person at the client, by a form or by a page that it leads to.",
            List.of(
                    new Proposal(ToolLabel.UNTRUSTED, "the server words what is asked"),
                    new Proposal(
                            ToolLabel.EGRESS,
                            "what is answered goes to the server; to be left out where people alone answer"))),
    SAMPLE(
            MethodTools.SAMPLE,
            "",
            "Be prompted by the server",
            "Lets the server put words of its own before the client's model, and gives it what the model answers.",
            List.of(
                    new Proposal(ToolLabel.UNTRUSTED, "the server words what the model goes on with"),
                    new Proposal(ToolLabel.EGRESS, "what the model answers goes to the server")));

    private final String tool;
    private final String capability;
    private final String title;
    private final String description;
    private final List<Proposal> proposed;

    MethodTool(String tool, String capability, String title, String description, List<Proposal> proposed) {
        this.tool = tool;
        this.capability = capability;
        this.title = title;
        this.description = description;
        this.proposed = proposed;
    }

    /** Behind the server's name. */
    String tool() {
        return tool;
    }

    /** The server says that it has such; of what it asks, its operator says so. */
    boolean isAmong(ObjectNode capabilities, McpServer server) {
        return capability.isEmpty()
                ? server.asks().stream().anyMatch(one -> one.tool().equals(tool))
                : capabilities.has(capability);
    }

    List<Proposal> proposed() {
        return proposed;
    }

    /** As a server's tool has one: with just the arguments by which the method is decided. */
    ObjectNode definition() {
        var definition =
                ServerJson.object().put("name", tool).put("title", title).put("description", description);
        var schema = definition.putObject("inputSchema").put("type", "object");
        var arguments = schema.putObject("properties");
        if (this == READ_RESOURCE) {
            arguments.putObject("uri").put("type", "string");
            schema.putArray("required").add("uri");
        }
        if (this == GET_PROMPT) {
            arguments.putObject("name").put("type", "string");
            schema.putArray("required").add("name");
        }
        if (this == READ_RESOURCE || this == GET_PROMPT) {
            var its = arguments.putObject("arguments").put("type", "object");
            its.putObject("additionalProperties").put("type", "string");
            arguments.putObject("completes").put("type", "string");
        }
        if (this == ELICIT) {
            for (var text : List.of("mode", "message", "url", "host"))
                arguments.putObject(text).put("type", "string");
            arguments
                    .putObject("asksFor")
                    .put("type", "array")
                    .putObject("items")
                    .put("type", "string");
            schema.putArray("required").add("mode").add("message");
        }
        if (this == SAMPLE) {
            arguments.putObject("words").put("type", "array").putObject("items").put("type", "string");
            arguments.putObject("maxTokens").put("type", "integer");
            schema.putArray("required").add("words").add("maxTokens");
        }
        schema.put("additionalProperties", false);
        return definition;
    }
}
