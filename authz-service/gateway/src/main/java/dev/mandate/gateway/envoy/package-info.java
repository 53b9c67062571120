/** Decisions for Envoy, by its own interface: for MCP servers that stand behind a proxy which is there already. */
@org.jspecify.annotations.NullMarked
package dev.mandate.gateway.envoy;
