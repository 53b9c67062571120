/** Who is signed in, in which browser, how, and until when. */
@org.jspecify.annotations.NullMarked
package dev.mandate.identity.sessions;
