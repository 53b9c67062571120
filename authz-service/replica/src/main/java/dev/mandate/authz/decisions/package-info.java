/** What a decision is to whoever asked: made by the engine, recorded, counted, and given only then. */
@org.jspecify.annotations.NullMarked
package dev.mandate.authz.decisions;
