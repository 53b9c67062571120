/** By which rule a directory adopts people whom an HR system has already. */
@org.jspecify.annotations.NullMarked
package dev.mandate.identity.adoption;
