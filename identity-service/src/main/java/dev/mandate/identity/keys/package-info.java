/** Keys that sign access tokens. */
@org.jspecify.annotations.NullMarked
package dev.mandate.identity.keys;
