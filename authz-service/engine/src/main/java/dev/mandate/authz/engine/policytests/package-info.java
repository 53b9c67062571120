/** Policy tests: requests in YAML with the decision and the policies that are expected, in a world that the file describes. */
@org.jspecify.annotations.NullMarked
package dev.mandate.authz.engine.policytests;
