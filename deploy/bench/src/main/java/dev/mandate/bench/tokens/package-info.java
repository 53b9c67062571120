/** What a token costs: the token endpoint and introspection of a packaged identity-service. */
@org.jspecify.annotations.NullMarked
package dev.mandate.bench.tokens;
