/** The catalogue as lifecycle-service tells it, read once and kept in memory: which roles inherit which, and what tools do in its words. */
@org.jspecify.annotations.NullMarked
package dev.mandate.identity.catalogue;
