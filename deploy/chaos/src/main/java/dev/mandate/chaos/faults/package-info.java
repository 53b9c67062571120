/**
 * What is done to processes, drawn by a seed, or by an upgrade, and how it was felt.
 */
@NullMarked
package dev.mandate.chaos.faults;

import org.jspecify.annotations.NullMarked;
