/** OpenID AuthZEN Authorization API 1.0. */
@org.jspecify.annotations.NullMarked
package dev.mandate.authz.http;
