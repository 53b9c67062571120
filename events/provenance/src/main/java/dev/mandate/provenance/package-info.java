/** Where the identifiers in a call's arguments come from: the one reading of it that the risk job and decisions share. */
@org.jspecify.annotations.NullMarked
package dev.mandate.provenance;
