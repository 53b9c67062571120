/** A client of authz-service: AuthZEN over {@code java.net.http}, without a framework. */
@org.jspecify.annotations.NullMarked
package dev.mandate.authz.client;
