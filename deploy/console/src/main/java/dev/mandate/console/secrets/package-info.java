/** By what clients, agents and workloads ask for tokens, and when it ends. */
@org.jspecify.annotations.NullMarked
package dev.mandate.console.secrets;
