/**
 * What workers may do. {@link dev.mandate.lifecycle.access.Entitlements} is the one door: whatever gives or takes access goes
 * through it, and other packages know nothing else of this one. Birthrights follow from where somebody works and need no door.
 */
@org.jspecify.annotations.NullMarked
package dev.mandate.lifecycle.access;
