/** The MCP servers behind the gateway, as whoever runs them sees them. */
@org.jspecify.annotations.NullMarked
package dev.mandate.cli.mcp;
