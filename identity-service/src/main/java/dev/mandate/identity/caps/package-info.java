/** How long tasks may last at most, by what their agent is, by client and by the role of who gives them. */
@org.jspecify.annotations.NullMarked
package dev.mandate.identity.caps;
