/** Applications that nobody registered: they publish what they are at an address of their own, which is their client id. */
@org.jspecify.annotations.NullMarked
package dev.mandate.identity.documents;
