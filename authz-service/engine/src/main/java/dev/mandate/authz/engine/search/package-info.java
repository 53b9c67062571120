/** AuthZEN searches: who may, what may be done, on what. Previews: the guards are asked, nothing is recorded. */
@org.jspecify.annotations.NullMarked
package dev.mandate.authz.engine.search;
