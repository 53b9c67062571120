/** What became of calls that this service allowed, told by whoever asked for them. */
@org.jspecify.annotations.NullMarked
package dev.mandate.authz.outcomes;
