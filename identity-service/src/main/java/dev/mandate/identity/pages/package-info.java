/** The pages on which people sign in, set their credentials and see where they are signed in. They work without a script but for passkeys. */
@org.jspecify.annotations.NullMarked
package dev.mandate.identity.pages;
