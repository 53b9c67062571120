/** Whether a person lets one call be made, and which allow used that up. */
@org.jspecify.annotations.NullMarked
package dev.mandate.authz.engine.approvals;
