@org.jspecify.annotations.NullMarked
package dev.mandate.authz.sessions;
