/** Who may have requests under way at the endpoints that anybody can ask, and how many, so that nobody waits for another's. */
@org.jspecify.annotations.NullMarked
package dev.mandate.identity.admission;
