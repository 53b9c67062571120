package dev.mandate.identity.tasks;

import dev.mandate.identity.agents.ClientAgents;

/**
 * An MCP server behind the gateway, which a client asks for that signs its person in by itself and says nothing of a task.
 *
 * @param client by which it asks
 * @param name of the server, a plain word
 */
public record AskedServer(String client, ClientAgents.Application application, String name) {}
