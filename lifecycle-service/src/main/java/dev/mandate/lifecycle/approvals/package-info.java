/** Whether a person lets one call of an agent be made, once: asked by the record of a denial, answered by that person alone. */
@org.jspecify.annotations.NullMarked
package dev.mandate.lifecycle.approvals;
