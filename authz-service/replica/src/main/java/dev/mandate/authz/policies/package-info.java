/** Which policies are in force: as their stream says, or as files do that stand in for it. */
@org.jspecify.annotations.NullMarked
package dev.mandate.authz.policies;
