/** Who looks at a page, and how he gets in and out. */
@org.jspecify.annotations.NullMarked
package dev.mandate.console.signin;
