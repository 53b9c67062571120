/**
 * Whom and what people mean by what they type, a name, an employee id or an id, and names beside the ids that are printed: what all other
 * rooms of commands stand on.
 */
@org.jspecify.annotations.NullMarked
package dev.mandate.cli.lookup;
