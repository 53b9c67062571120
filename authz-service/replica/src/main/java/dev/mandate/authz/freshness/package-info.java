/** A caller may demand that a decision knows what he has just written. */
@org.jspecify.annotations.NullMarked
package dev.mandate.authz.freshness;
