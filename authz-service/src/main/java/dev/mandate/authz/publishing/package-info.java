/** Policy sets with immutable versions: published, tested, watched, put in force and rolled back. In PostgreSQL; no decision comes here. */
@org.jspecify.annotations.NullMarked
package dev.mandate.authz.publishing;
