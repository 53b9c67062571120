/** Risk findings in OCSF form. */
@org.jspecify.annotations.NullMarked
package dev.mandate.events.risk;
