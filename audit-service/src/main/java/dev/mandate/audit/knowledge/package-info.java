/** What the risk job knows, for people who ask why. */
@org.jspecify.annotations.NullMarked
package dev.mandate.audit.knowledge;
