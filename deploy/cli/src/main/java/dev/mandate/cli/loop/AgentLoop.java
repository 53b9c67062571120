package dev.mandate.cli.loop;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.mcp.McpToolProvider;
import dev.langchain4j.mcp.client.DefaultMcpClient;
import dev.langchain4j.mcp.client.McpClient;
import dev.langchain4j.mcp.client.transport.http.StreamableHttpMcpTransport;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.service.AiServices;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * LangChain4j's loop of a model and the tools of one MCP server: the model says which tool to call, is told what came of it, and so on until it
 * calls none. The server's address and a token are all that it is given.
 */
public final class AgentLoop implements AutoCloseable {
    private static final int MOST_TURNS = 10;

    private final McpClient client;
    private final Assistant assistant;

    /** What LangChain4j implements by the loop. */
    interface Assistant {
        String does(String task);
    }

    /**
     * @param server Streamable HTTP endpoint
     * @param token of the agent, asked for with each request
     */
    public AgentLoop(URI server, Supplier<String> token, ChatModel model) {
        this.client = DefaultMcpClient.builder()
                .clientName("assistant")
                .transport(new StreamableHttpMcpTransport.Builder()
                        .url(server.toString())
                        .customHeaders(() -> Map.of("Authorization", "Bearer " + token.get()))
                        .timeout(Duration.ofMinutes(1))
                        .build())
                .autoHealthCheck(false)
                .cacheToolList(false)
                .build();
        this.assistant = AiServices.builder(Assistant.class)
                .chatModel(model)
                .toolProvider(McpToolProvider.builder().mcpClients(client).build())
                .maxToolCallingRoundTrips(MOST_TURNS)
                .build();
    }

    /** What it may call now, by the names that the server gives. */
    public Set<String> tools() {
        return client.listTools().stream().map(ToolSpecification::name).collect(Collectors.toSet());
    }

    /** @return what it says at the end */
    public String does(String task) {
        return assistant.does(task);
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (Exception e) {
            throw new IllegalStateException("the client of " + client.key() + " doesn't end", e);
        }
    }
}
