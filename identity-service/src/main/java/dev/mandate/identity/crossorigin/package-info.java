/** What pages of other origins may read of the answers that a browser gets here: those for the client that the page is. */
@org.jspecify.annotations.NullMarked
package dev.mandate.identity.crossorigin;
