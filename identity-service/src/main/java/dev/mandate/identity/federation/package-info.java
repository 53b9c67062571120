/** People sign in by an account that they have elsewhere: the way there and back, whose account it is, and whom it takes in. */
@org.jspecify.annotations.NullMarked
package dev.mandate.identity.federation;
