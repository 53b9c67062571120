/** Somebody says who he is and shows it: by password or passkey, each attempt on record, and slower the more are wrong. */
@org.jspecify.annotations.NullMarked
package dev.mandate.identity.authentication;
