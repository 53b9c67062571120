/** Which MCP servers operators have named, and how each is reached. */
@org.jspecify.annotations.NullMarked
package dev.mandate.gateway.servers;
