/** Whatever fails is a page in words. */
@org.jspecify.annotations.NullMarked
package dev.mandate.console.faults;
