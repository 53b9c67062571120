/** The engine's tables, kept by the streams of their owners. */
@org.jspecify.annotations.NullMarked
package dev.mandate.authz.projections;
