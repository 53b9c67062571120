@org.jspecify.annotations.NullMarked
package dev.mandate.authz.engine.sessions;
