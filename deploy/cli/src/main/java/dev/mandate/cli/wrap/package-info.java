/** The gateway before every MCP server of a client that exists: its file is rewritten, its servers stand behind the gateway, a bridge leads there. */
@org.jspecify.annotations.NullMarked
package dev.mandate.cli.wrap;
