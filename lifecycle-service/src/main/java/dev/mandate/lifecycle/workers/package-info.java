/** Who works here: the fold of what HR says of each employee, as of now. */
@org.jspecify.annotations.NullMarked
package dev.mandate.lifecycle.workers;
