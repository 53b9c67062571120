/** Whoever types commands signs in: {@code login}, {@code logout}, {@code whoami}, and the client that they need. */
@org.jspecify.annotations.NullMarked
package dev.mandate.cli.login;
