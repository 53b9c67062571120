/** How long it takes from what an agent did to the first decision that denies because of it. */
@org.jspecify.annotations.NullMarked
package dev.mandate.bench.loop;
