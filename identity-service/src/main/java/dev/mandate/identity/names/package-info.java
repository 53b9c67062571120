/** What every page needs of a browser: cookies, forms that only our own pages can send, and state that it carries for us. */
@org.jspecify.annotations.NullMarked
package dev.mandate.identity.names;
