/** How far settings of a replica go. */
@org.jspecify.annotations.NullMarked
package dev.mandate.authz.settings;
