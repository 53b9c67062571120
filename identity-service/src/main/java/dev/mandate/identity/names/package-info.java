/** What is wrong with names that people make. */
@org.jspecify.annotations.NullMarked
package dev.mandate.identity.names;
