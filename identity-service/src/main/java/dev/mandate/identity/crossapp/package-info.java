/** Cross-app access: assertions (ID-JAG) by which clients act for people at authorization servers elsewhere, as administrators let them. */
@org.jspecify.annotations.NullMarked
package dev.mandate.identity.crossapp;
