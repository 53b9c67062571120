/** What others sign to say who they are, whether it is sent a second time, and the keys by which it is checked. */
@org.jspecify.annotations.NullMarked
package dev.mandate.identity.assertions;
