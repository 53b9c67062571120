/** Tools of a Quarkus MCP server behind a {@link dev.mandate.authz.client.Guard}. */
@org.jspecify.annotations.NullMarked
package dev.mandate.authz.quarkusmcp;
