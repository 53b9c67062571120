/** The public APIs of the services, asked with the token of whoever looks at a page. */
@org.jspecify.annotations.NullMarked
package dev.mandate.console.apis;
