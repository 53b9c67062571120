/**
 * What workers may do. {@link dev.mandate.lifecycle.access.Entitlements} is the one door: other packages that give or take access
 * go through it, and know nothing else of this one; {@code GrantResource} does by the same rules what people ask for by hand. Birthrights follow from where somebody works and need no door.
 */
@org.jspecify.annotations.NullMarked
package dev.mandate.lifecycle.access;
