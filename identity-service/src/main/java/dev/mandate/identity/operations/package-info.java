/** What operators do by hand where no service does it is put on record here. */
@org.jspecify.annotations.NullMarked
package dev.mandate.identity.operations;
