/** Which policies are in force: read from files, validated, swapped whole. */
@org.jspecify.annotations.NullMarked
package dev.mandate.authz.engine.policies;
