package dev.mandate.gateway.upstream;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What is asked of a server.
 *
 * @param task whose sessions are kept apart at the server, where it has sessions
 * @param method of MCP
 * @param params without {@code _meta}, which this gateway writes
 * @param repeatable done twice it does no more than done once: it is sent again where a server says that it has forgotten the session, who may
 *     have done it all the same
 */
public record Asked(String task, String method, ObjectNode params, boolean repeatable) {}
