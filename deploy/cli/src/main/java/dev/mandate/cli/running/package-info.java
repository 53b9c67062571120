/** Starts, watches and stops the broker, the database and the four services as processes of their own. */
@org.jspecify.annotations.NullMarked
package dev.mandate.cli.running;
