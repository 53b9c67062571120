/** How much each caller may have evaluated, so that nobody's questions wait for another's. */
@org.jspecify.annotations.NullMarked
package dev.mandate.authz.quota;
