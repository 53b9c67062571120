/** What a decision costs, as ratios that another machine can be held to. */
@org.jspecify.annotations.NullMarked
package dev.mandate.bench;
