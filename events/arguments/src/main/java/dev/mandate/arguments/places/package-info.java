/** Paths and URLs as limits: what lies under one in every reading that a tool could make of it. */
@org.jspecify.annotations.NullMarked
package dev.mandate.arguments.places;
